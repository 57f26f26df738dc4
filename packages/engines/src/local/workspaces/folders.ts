import { randomUUID } from 'node:crypto';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isSystemError } from '@tiepoint/processes';

/** A folder as the disk sees it. */
export interface MeasuredFolder {
  path: string;
  /** What its own files take; folders in it don't count. */
  bytes: number;
  /** When one of its entries was written last, in milliseconds. */
  usedAt: number;
}

/** How folders are called while they are being removed. */
const LEAVING_PREFIX = '.leaving-';

/** The names in a folder, without what is being removed; none where there is no folder. */
export async function listFolder(path: string): Promise<string[]> {
  return (await namesIn(path)).filter((name) => !name.startsWith(LEAVING_PREFIX));
}

/** Measures a folder; undefined where there is none. */
export async function measureFolder(path: string): Promise<MeasuredFolder | undefined> {
  const entries = await Promise.all((await namesIn(path)).map((name) => statOf(join(path, name))));
  const present = [await statOf(path), ...entries].filter((entry) => entry !== undefined);
  if (present.length === 0) return undefined;
  return {
    path,
    bytes: present.reduce((sum, entry) => sum + (entry.isFile() ? entry.size : 0), 0),
    usedAt: Math.max(...present.map((entry) => entry.mtimeMs)),
  };
}

/**
 * Removes a folder so that it is gone at once: a removal that is interrupted leaves nothing that looks whole. Does
 * nothing where there is none.
 */
export async function removeAtOnce(path: string): Promise<void> {
  const leaving = join(dirname(path), `${LEAVING_PREFIX}${randomUUID()}`);
  try {
    await rename(path, leaving);
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return;
    throw error;
  }
  await rm(leaving, { recursive: true, force: true });
}

/** Ends the removals in a folder that were interrupted. */
export async function removeLeavings(path: string): Promise<void> {
  for (const name of await namesIn(path)) {
    if (name.startsWith(LEAVING_PREFIX)) await rm(join(path, name), { recursive: true, force: true });
  }
}

async function namesIn(path: string): Promise<string[]> {
  try {
    return await readdir(path);
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return [];
    throw error;
  }
}

async function statOf(path: string) {
  try {
    return await stat(path);
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined;
    throw error;
  }
}
