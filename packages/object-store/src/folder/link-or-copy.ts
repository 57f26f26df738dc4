import { constants, copyFile, link } from 'node:fs/promises';

/** What file systems answer where a hard link cannot be made but a copy can. */
const LINK_REFUSALS = ['EMLINK', 'ENOTSUP', 'EOPNOTSUPP', 'EPERM'];

/** Gives a file that never changes a second name, or makes a copy of it where the file system knows no links. */
export async function linkOrCopy(path: string, newPath: string): Promise<void> {
  try {
    await link(path, newPath);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!LINK_REFUSALS.includes(code)) throw error;
    await copyFile(path, newPath, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
  }
}
