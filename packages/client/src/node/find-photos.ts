import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join, relative, sep } from 'node:path';
import type { FilePhoto } from './node-platform.ts';

/**
 * The contents of a folder.
 *
 * @example
 * ```ts
 * import { type FoundPhotos, findPhotos } from '@tiepoint/client/node';
 *
 * const describe = ({ photos: found, leftOut }: FoundPhotos) => `${found.length} photos, ${leftOut.length} other files`;
 * console.log(describe(await findPhotos('photos')));
 * ```
 */
export interface FoundPhotos {
  /** Sorted by name; the name is the path below the folder, with `/` on every system. */
  photos: FilePhoto[];
  /** Names of other files, sorted: those with another extension, and dangling links. */
  leftOut: string[];
}

const PHOTO_EXTENSIONS = new Set(['.jpg', '.jpeg', '.png', '.tif', '.tiff']);

/**
 * Finds the photos of a folder and its subfolders by extension; the server checks whether they are valid. Hidden
 * files and folders are ignored, links to folders are not followed. Rejects as `readdir` does when the folder can't
 * be read.
 *
 * @example
 * ```ts
 * import { findPhotos } from '@tiepoint/client/node';
 *
 * const { photos: found, leftOut } = await findPhotos('photos');
 * for (const { name, sizeBytes } of found) console.log(name, sizeBytes);
 * console.log('Not taken for photos:', leftOut);
 * ```
 */
export async function findPhotos(folder: string): Promise<FoundPhotos> {
  const found: FoundPhotos = { photos: [], leftOut: [] };
  // The recursive `readdir` would also list hidden folders.
  const unread = [folder];
  for (let next = unread.pop(); next !== undefined; next = unread.pop()) {
    for (const entry of await readdir(next, { withFileTypes: true })) {
      if (entry.name.startsWith('.')) continue;
      if (entry.isDirectory()) unread.push(join(next, entry.name));
      else await sortIn(found, folder, entry);
    }
  }
  found.photos.sort((a, b) => (a.name < b.name ? -1 : 1));
  found.leftOut.sort();
  return found;
}

async function sortIn(found: FoundPhotos, folder: string, entry: Dirent): Promise<void> {
  const path = join(entry.parentPath, entry.name);
  const name = relative(folder, path).split(sep).join('/');
  const sizeBytes = isPhotoName(name) ? await sizeOfFile(path) : undefined;
  if (sizeBytes === undefined) found.leftOut.push(name);
  else found.photos.push({ name, path, sizeBytes });
}

function isPhotoName(name: string): boolean {
  return PHOTO_EXTENSIONS.has(extname(basename(name)).toLowerCase());
}

/** Undefined for anything but a file, after following links. */
async function sizeOfFile(path: string): Promise<number | undefined> {
  try {
    const { size, isFile } = await stat(path).then((stats) => ({ size: stats.size, isFile: stats.isFile() }));
    return isFile ? size : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
