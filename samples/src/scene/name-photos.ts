import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';

/** Hexadecimal digits of a SHA-1, with which the server's name of a photo begins. */
const SHA1_DIGITS = 40;

/**
 * Finds the photos' own names by the names that the server gives them, which begin with the SHA-1. The name of any other
 * photo stays as it is.
 */
export async function namePhotosByChecksum(
  photoPaths: readonly string[],
): Promise<(serverName: string) => string> {
  const entries = photoPaths.map(async (path) => {
    const sha1 = createHash('sha1').update(await readFile(path));
    return [sha1.digest('hex'), basename(path)] as const;
  });
  const names = new Map(await Promise.all(entries));
  return (serverName) => names.get(serverName.slice(0, SHA1_DIGITS)) ?? serverName;
}
