import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { FilePhoto } from '@tiepoint/client/node';
import type { MetaFileName } from '@tiepoint/inspection';
import { isSystemError } from '@tiepoint/processes';
import type { Shell } from '../shell.ts';
import { choosePhotos } from './choose-photos.ts';

/** The files of a folder that are sent to a server. */
export interface ChosenFiles {
  photos: FilePhoto[];
  /** In the folder itself. */
  metaFiles: FilePhoto[];
}

/** The meta files beside the photos. */
export const META_FILE_NAMES: readonly MetaFileName[] = ['pose.txt', 'group.txt', 'camera.txt'];

/** The photos of a folder, as `choosePhotos` finds them, and the meta files beside them. */
export async function chooseUpload(shell: Shell, folder: string): Promise<ChosenFiles> {
  const names: readonly string[] = META_FILE_NAMES;
  const photos = await choosePhotos(shell, folder, (name) => names.includes(name));
  const found = await Promise.all(META_FILE_NAMES.map((name) => findFile(folder, name)));
  const metaFiles = found.filter((file) => file !== undefined);
  if (metaFiles.length > 0) shell.view.say(`With them: ${metaFiles.map(({ name }) => name).join(', ')}`);
  return { photos, metaFiles };
}

async function findFile(folder: string, name: string): Promise<FilePhoto | undefined> {
  const path = join(folder, name);
  try {
    const stats = await stat(path);
    return stats.isFile() ? { name, path, sizeBytes: stats.size } : undefined;
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined;
    throw error;
  }
}
