import { readdir, readFile, readlink } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

/** A running process; the start time tells it from a later one with the same number. */
export interface FoundProcess {
  pid: number;
  parent: number;
  startTime: string;
  command: string;
}

/** The guards of child processes end them within a fraction of a second; PostgreSQL then shuts down by itself. */
const GONE_WITHIN_SECONDS = 30;

/**
 * Finds everything that works for a server: the process itself and all below it, and whatever has the data
 * folder in its command line or works in it.
 */
export async function findProcesses(pid: number, dataFolder: string): Promise<FoundProcess[]> {
  const all = await listProcesses();
  const found = new Map<number, FoundProcess>();
  const add = (process: FoundProcess) => {
    if (found.has(process.pid)) return;
    found.set(process.pid, process);
    for (const child of all.filter(({ parent }) => parent === process.pid)) add(child);
  };
  for (const process of all) {
    const folder = await readlink(`/proc/${process.pid}/cwd`).catch(() => '');
    const works = `${folder}/`.startsWith(`${dataFolder}/`) || process.command.includes(dataFolder);
    if (process.pid === pid || works) add(process);
  }
  return [...found.values()];
}

/** Waits until all of these processes are gone, and nothing works in the data folder; gives what is left. */
export async function waitUntilGone(
  processes: readonly FoundProcess[],
  dataFolder: string,
): Promise<FoundProcess[]> {
  const deadline = performance.now() + GONE_WITHIN_SECONDS * 1000;
  for (;;) {
    const running = new Set((await listProcesses()).map(identity));
    const left = [
      ...processes.filter((process) => running.has(identity(process))),
      ...(await findProcesses(0, dataFolder)),
    ];
    if (left.length === 0 || performance.now() > deadline) return left;
    await wait(100);
  }
}

function identity({ pid, startTime }: FoundProcess): string {
  return `${pid} ${startTime}`;
}

async function listProcesses(): Promise<FoundProcess[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name));
  const found = await Promise.all(pids.map((pid) => readProcess(Number(pid)).catch(() => undefined)));
  return found.filter((process) => process !== undefined);
}

/** Undefined for a zombie: it only waits for its parent to take notice. */
async function readProcess(pid: number): Promise<FoundProcess | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8');
  // The name in parentheses may hold anything; see proc_pid_stat(5).
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  const [state, parent] = fields;
  const startTime = fields[19];
  if (state === 'Z' || startTime === undefined) return undefined;
  const command = (await readFile(`/proc/${pid}/cmdline`, 'utf8')).replaceAll('\0', ' ').trim();
  return { pid, parent: Number(parent), startTime, command };
}
