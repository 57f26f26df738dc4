import { constants, copyFile, link } from 'node:fs/promises';

/** What the file system answers where a hard link cannot be made but a copy can. */
const LINK_REFUSALS = new Set(['EXDEV', 'EPERM', 'EMLINK', 'ENOTSUP']);

/** Puts a file at another path, which is free: by a hard link where that is possible, else as a copy. */
export async function linkOrCopy(from: string, path: string): Promise<void> {
  try {
    await link(from, path);
  } catch (error) {
    if (!LINK_REFUSALS.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    await copyFile(from, path, constants.COPYFILE_FICLONE);
  }
}
