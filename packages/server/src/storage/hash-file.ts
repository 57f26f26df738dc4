import { hashFile as hashWith } from '@tiepoint/processes';

/** SHA-1 of a file, by which photos and models are known. */
export async function hashFile(path: string, signal: AbortSignal): Promise<string> {
  return hashWith(path, 'sha1', signal);
}
