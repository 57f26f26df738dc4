import { randomUUID } from 'node:crypto';
import { readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isSystemError } from '@tiepoint/processes';

/** Size and last use of a folder. */
export interface MeasuredFolder {
  path: string;
  /** Size of its own files, without subfolders. */
  bytes: number;
  /** When an entry was last written, in milliseconds. */
  usedAt: number;
}

/** Prefix of folders that are being removed. */
const LEAVING_PREFIX = '.leaving-';

/** The entries of a folder, without those being removed; empty if it does not exist. */
export async function listFolder(path: string): Promise<string[]> {
  return (await namesIn(path)).filter((name) => !name.startsWith(LEAVING_PREFIX));
}

/** Measures a folder; undefined if it does not exist. */
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
 * Removes a folder atomically: an interrupted removal leaves nothing that looks complete. Does nothing if it does not
 * exist.
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

/** Completes interrupted removals in a folder. */
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
