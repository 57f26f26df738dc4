import { readdir, readlink } from 'node:fs/promises';

/** What Linux appends to the path of a program that was replaced while it runs. */
const DELETED = / \(deleted\)$/;

/**
 * Finds running processes by their working folder (a real path, without links) and the end of their
 * program's path. Zombies are not found: they have neither. Only processes of accounts that this one may
 * look into are seen: all for root, its own for others.
 */
export async function findProcesses(wanted: { cwd: string; executableEndsWith: string }): Promise<number[]> {
  const pids = (await readdir('/proc')).map(Number).filter(Number.isInteger);
  const found = await Promise.all(
    pids.map(async (pid) => {
      const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => undefined);
      if (cwd !== wanted.cwd) return [];
      const executable = await readlink(`/proc/${pid}/exe`).catch(() => '');
      return executable.replace(DELETED, '').endsWith(wanted.executableEndsWith) ? [pid] : [];
    }),
  );
  return found.flat();
}
