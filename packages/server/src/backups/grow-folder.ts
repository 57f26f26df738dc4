import { randomBytes } from 'node:crypto';
import { chmod, mkdir, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import { isSystemError } from '@tiepoint/processes';
import { syncToDisk } from '../database/embedded/durable-folder.ts';
import { StartupError } from '../errors/startup-error.ts';

/**
 * Creates a folder atomically: it is filled under a temporary name beside it. Throws a StartupError when the folder
 * is not empty.
 */
export async function growFolder<Result>(
  path: string,
  mode: number,
  fill: (unfinished: string) => Promise<Result>,
): Promise<Result> {
  const folder = resolve(path);
  if ((await namesIn(folder)).length > 0)
    throw new StartupError(`${folder} is not empty. Choose a new folder.`);
  const ending = randomBytes(4).toString('hex');
  const unfinished = join(dirname(folder), `.${basename(folder)}.unfinished-${ending}`);
  try {
    await mkdir(unfinished, { recursive: true });
    await chmod(unfinished, mode);
    const result = await fill(unfinished);
    await syncToDisk(unfinished);
    // An empty folder is replaced.
    await rename(unfinished, folder);
    await syncToDisk(dirname(folder));
    return result;
  } finally {
    await rm(unfinished, { recursive: true, force: true });
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return [];
    throw error;
  }
}
