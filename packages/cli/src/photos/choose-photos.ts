import { type FilePhoto, type FoundPhotos, findPhotos } from '@tiepoint/client/node';
import { CommandError } from '../command-error.ts';
import type { Shell } from '../shell.ts';
import { count, nameSome } from './name-some.ts';

/**
 * The photos of a folder. Reports the files that are left out; rejects with a CommandError when there are no photos.
 * Paths below the folder for which `isApart` is true are ignored.
 */
export async function choosePhotos(
  shell: Shell,
  folder: string,
  isApart: (name: string) => boolean = () => false,
): Promise<FilePhoto[]> {
  const found = await readFolder(folder);
  const photos = found.photos.filter(({ name }) => !isApart(name));
  const leftOut = found.leftOut.filter((name) => !isApart(name));
  if (photos.length === 0) {
    const holds = leftOut.length === 0 ? 'It is empty.' : `It holds ${nameSome(leftOut)}.`;
    throw new CommandError(`There are no photos (JPEG, PNG or TIFF) in ${folder}. ${holds}`);
  }
  if (leftOut.length > 0) {
    shell.view.say(`Ignored, not a photo: ${nameSome(leftOut)}`);
  }
  shell.view.say(`${count(photos.length, 'photo')} in ${folder}`);
  return photos;
}

async function readFolder(folder: string): Promise<FoundPhotos> {
  try {
    return await findPhotos(folder);
  } catch (error) {
    const sentences: Record<string, string> = {
      ENOENT: `There is no folder ${folder}.`,
      ENOTDIR: `${folder} is a file. Give the folder with the photos.`,
      EACCES: `This account may not read the folder ${folder}.`,
    };
    const code = (error as NodeJS.ErrnoException).code ?? '';
    throw new CommandError(sentences[code] ?? `The folder ${folder} can't be read: ${String(error)}`, {
      cause: error,
    });
  }
}
