import { constants, copyFile, link } from 'node:fs/promises';

/** Errors of file systems on which a hard link is not possible but a copy is. */
const LINK_REFUSALS = ['EMLINK', 'ENOTSUP', 'EOPNOTSUPP', 'EPERM'];

/** Hard-links an immutable file, or copies it on file systems without hard links. */
export async function linkOrCopy(path: string, newPath: string): Promise<void> {
  try {
    await link(path, newPath);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!LINK_REFUSALS.includes(code)) throw error;
    await copyFile(path, newPath, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  }
}
