import { execFileSync } from 'node:child_process';
import { closeSync, mkdirSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { makeTemporaryFolder } from './temporary-folder.ts';

/** A file system in memory that can be filled. */
export interface SmallDisk extends AsyncDisposable {
  readonly path: string;
  /** Takes all space but so many bytes. */
  fill(leftBytes: number): void;
  /** Gives the taken space back. */
  makeSpace(): void;
}

const BLOCK_BYTES = 64 * 1024;

/** Why no file system can be mounted here; undefined where it can. */
export async function whyNoSmallDisk(): Promise<string | undefined> {
  try {
    await using _disk = await mountSmallDisk(BLOCK_BYTES);
    return undefined;
  } catch (error) {
    return `no file system can be mounted here: ${error instanceof Error ? error.message : error}`;
  }
}

/** Mounts a file system of so many bytes; only root may. */
export async function mountSmallDisk(bytes: number): Promise<SmallDisk> {
  const folder = await makeTemporaryFolder();
  const path = join(folder.path, 'disk');
  const filling = join(path, 'filling');
  mkdirSync(path);
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes},mode=711`, 'tmpfs', path], { stdio: 'pipe' });
  } catch (error) {
    await folder[Symbol.asyncDispose]();
    throw error;
  }
  return {
    path,
    fill(leftBytes) {
      const reserve = join(path, 'reserve');
      writeUntilFull(reserve, leftBytes);
      writeUntilFull(filling, Number.POSITIVE_INFINITY);
      rmSync(reserve);
    },
    makeSpace: () => rmSync(filling),
    async [Symbol.asyncDispose]() {
      // Lazily: a server that had to be killed may still be letting go of it.
      execFileSync('umount', ['--lazy', path]);
      await folder[Symbol.asyncDispose]();
    },
  };
}

/** Appends to a file until it has so many bytes more, or the disk is full. */
function writeUntilFull(path: string, bytes: number): void {
  const file = openSync(path, 'a');
  const block = Buffer.alloc(BLOCK_BYTES, 1);
  try {
    for (let left = bytes; left > 0; ) left -= writeSync(file, block, 0, Math.min(BLOCK_BYTES, left));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error;
  } finally {
    closeSync(file);
  }
}
