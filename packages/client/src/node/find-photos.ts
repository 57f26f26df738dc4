import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join, relative, sep } from 'node:path';
import type { FilePhoto } from './node-platform.ts';

/**
 * What a folder holds.
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
  /** Names of what is not taken for a photo, sorted: by extension, or a link that leads nowhere. */
  leftOut: string[];
}

const PHOTO_EXTENSIONS = new Set(['.jpg', '.jpeg', '.png', '.tif', '.tiff']);

/**
 * Finds the photos of a folder and of the folders in it, by extension; whether they are what their names say is
 * the server's verdict. Hidden files and folders are passed over, links to folders are not followed.
 * Rejects as `readdir` does where the folder can't be read.
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
  // `readdir` can be recursive by itself, but would walk into hidden folders.
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

/** Undefined for what is no file once links are followed. */
async function sizeOfFile(path: string): Promise<number | undefined> {
  try {
    const { size, isFile } = await stat(path).then((stats) => ({ size: stats.size, isFile: stats.isFile() }));
    return isFile ? size : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
