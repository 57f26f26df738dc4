import { existsSync } from 'node:fs';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findPhotos } from '@tiepoint/client/node';
import { generateScene } from '@tiepoint/samples';

/** Real photos beside the checkout, where somebody has put some. */
const REAL_PHOTOS = fileURLToPath(new URL('../../../shared/photos/brighton-beach', import.meta.url));

/** Photos to measure with: the real set where it is at hand, else the sample scene, made in `folder`. */
export async function benchPhotos(folder: string): Promise<{ name: string; paths: string[] }> {
  if (existsSync(REAL_PHOTOS)) {
    const { photos } = await findPhotos(REAL_PHOTOS);
    return { name: 'brighton-beach', paths: photos.map((photo) => photo.path) };
  }
  return { name: 'sample scene', paths: await samplePhotos(folder) };
}

/** The photos of the sample scene, made in `folder`. */
export async function samplePhotos(folder: string, photos?: number): Promise<string[]> {
  return (await generateScene({ folder: join(folder, 'scene'), photos })).photoPaths;
}

/** Copies each photo several times, each copy with other bytes after the end of the picture. */
export async function multiply(paths: string[], times: number, folder: string): Promise<string[]> {
  const copies: string[] = [];
  for (const path of paths) {
    for (let copy = 0; copy < times; copy++) {
      const target = join(folder, `${copy}-${basename(path)}`);
      if (copy === 0) await copyFile(path, target);
      else await writeFile(target, Buffer.concat([await readFile(path), Buffer.from(`copy ${copy}`)]));
      copies.push(target);
    }
  }
  return copies;
}
