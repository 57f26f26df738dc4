import { readdir, readlink } from 'node:fs/promises';

/** Linux appends this to the path of a running program whose file was replaced. */
const DELETED = / \(deleted\)$/;

/**
 * Finds running processes by their working folder (a real path, without links) and the end of their program's path.
 * Zombies are not found: they have neither. Root sees all processes, other accounts only their own.
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
