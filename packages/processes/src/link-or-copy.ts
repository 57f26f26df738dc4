import { constants, copyFile, link } from 'node:fs/promises';

/** Errors of file systems on which a hard link is not possible but a copy is. */
const LINK_REFUSALS = new Set(['EXDEV', 'EPERM', 'EMLINK', 'ENOTSUP']);

/** Puts a file at another, unused path: as a hard link where possible, else as a copy. */
export async function linkOrCopy(from: string, path: string): Promise<void> {
  try {
    await link(from, path);
  } catch (error) {
    if (!LINK_REFUSALS.has((error as NodeJS.ErrnoException).code ?? '')) throw error;
    await copyFile(from, path, constants.COPYFILE_FICLONE);
  }
}
