import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { generateScene, type Scene } from '@tiepoint/samples';
import { CHECKOUT } from './run-tiepoint.ts';

/** Few and small, but not too small for the server (a million pixels): a model of them takes about a minute. */
const SMALL_SCENE = { photos: 9, width: 1260, height: 840 };

/** A small sample scene, made once for all tests and kept for the next run. */
export function makeSmallScene(): Promise<Scene> {
  return generateScene({ folder: join(CHECKOUT, '.cache', 'e2e', 'small-scene'), ...SMALL_SCENE });
}

/** The photos' own names by the names that the server gives them: SHA-1 and extension. */
export async function namePhotosByChecksum(photoPaths: readonly string[]): Promise<Map<string, string>> {
  const entries = photoPaths.map(async (path) => {
    const sha1 = createHash('sha1').update(await readFile(path));
    return [`${sha1.digest('hex')}.jpg`, basename(path)] as const;
  });
  return new Map(await Promise.all(entries));
}
