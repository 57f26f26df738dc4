import { copyFile } from 'node:fs/promises';
import { isSystemError } from '@tiepoint/processes';

/** Copies a file, if it exists. */
export async function copyIfThere(from: string, to: string): Promise<void> {
  try {
    await copyFile(from, to);
  } catch (error) {
    if (!isSystemError(error, 'ENOENT')) throw error;
  }
}
