import { type FilePhoto, type FoundPhotos, findPhotos } from '@tiepoint/client/node';
import { CommandError } from '../command-error.ts';
import type { Shell } from '../shell.ts';
import { count, nameSome } from './name-some.ts';

/**
 * The photos of a folder; says what was left out, and rejects with a sentence where there are none. What `isApart` says
 * of a name (a path below the folder) is none of its business.
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
    shell.view.say(`Left out, not a photo: ${nameSome(leftOut)}`);
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
      ENOTDIR: `${folder} is a file; give the folder that the photos are in.`,
      EACCES: `The folder ${folder} may not be read by this account.`,
    };
    const code = (error as NodeJS.ErrnoException).code ?? '';
    throw new CommandError(sentences[code] ?? `The folder ${folder} can't be read: ${String(error)}`, {
      cause: error,
    });
  }
}
