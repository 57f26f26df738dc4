import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';

/** The photos' own names by the names that the server gives them: SHA-1 and extension. */
export async function namePhotosByChecksum(photoPaths: readonly string[]): Promise<Map<string, string>> {
  const entries = photoPaths.map(async (path) => {
    const sha1 = createHash('sha1').update(await readFile(path));
    return [`${sha1.digest('hex')}.jpg`, basename(path)] as const;
  });
  return new Map(await Promise.all(entries));
}
