import { DomainError } from '../errors/domain-error.ts';

/** Longer names are no names. */
const MAX_NAME_CHARACTERS = 1000;

/** Reads a SHA-1 in hexadecimal digits of either case. */
export function readChecksum(checksum: string): string {
  if (/^[0-9a-f]{40}$/i.test(checksum)) return checksum.toLowerCase();
  throw new DomainError('BAD_INPUT', 'The checksum must be the SHA-1 of the file as 40 hexadecimal digits.');
}

/** The same where it may be left out; an empty one counts as absent. */
export function readAnnouncedChecksum(checksum: string | null | undefined): string | null {
  return checksum ? readChecksum(checksum) : null;
}

/** Reads the user's own name of a file; `otherwise` where it is empty. */
export function readFilename(filename: string, otherwise = ''): string {
  const name = filename.trim() || otherwise;
  if (name.length > 0 && name.length <= MAX_NAME_CHARACTERS) return name;
  throw new DomainError('BAD_INPUT', `A file name must have 1 to ${MAX_NAME_CHARACTERS} characters.`);
}
