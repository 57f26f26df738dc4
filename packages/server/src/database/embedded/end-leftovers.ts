import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findProcesses, isSystemError } from '@tiepoint/processes';
import { type Cluster, SOCKET_PORT } from './cluster.ts';

/** Fast shutdown, immediate shutdown, kill, and how long each may take. */
const STEPS: ReadonlyArray<{ signal: NodeJS.Signals; patienceMs: number }> = [
  { signal: 'SIGINT', patienceMs: 10_000 },
  { signal: 'SIGQUIT', patienceMs: 2_000 },
  { signal: 'SIGKILL', patienceMs: 2_000 },
];

const POLL_MS = 10;

/**
 * Ends the PostgreSQL processes left in the cluster by an earlier run, then removes its lock files. PostgreSQL trusts
 * the process id in those files, and mistakes a zombie or another process with the same id for a running server. The
 * caller must hold the data folder's lock.
 */
export async function endLeftovers(cluster: Cluster): Promise<void> {
  for (const { signal, patienceMs } of STEPS) {
    const left = await findLeftovers(cluster);
    if (left.length === 0) break;
    const postmaster = await readPostmasterId(cluster.folder);
    // The others end with their postmaster; orphans end by themselves, this only speeds it up.
    for (const pid of left.includes(postmaster) ? [postmaster] : left) send(pid, signal);
    await waitUntilGone(cluster, patienceMs);
  }
  const left = await findLeftovers(cluster);
  if (left.length > 0) {
    throw new Error(
      `PostgreSQL is still running in ${cluster.folder} and can't be stopped: process ${left.join(', ')}`,
    );
  }
  const socket = join(cluster.socketFolder, `.s.PGSQL.${SOCKET_PORT}`);
  for (const stale of [join(cluster.folder, 'postmaster.pid'), socket, `${socket}.lock`]) {
    await rm(stale, { force: true });
  }
}

function findLeftovers(cluster: Cluster): Promise<number[]> {
  return findProcesses({ cwd: cluster.folder, executableEndsWith: '/postgres' });
}

/** Line 1 of postmaster.pid, or NaN where there is none. */
async function readPostmasterId(folder: string): Promise<number> {
  try {
    return Number.parseInt(await readFile(join(folder, 'postmaster.pid'), 'utf8'), 10);
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return Number.NaN;
    throw error;
  }
}

function send(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (error) {
    if (!isSystemError(error, 'ESRCH')) throw error;
  }
}

async function waitUntilGone(cluster: Cluster, patienceMs: number): Promise<void> {
  const deadline = performance.now() + patienceMs;
  while (performance.now() < deadline && (await findLeftovers(cluster)).length > 0) await delay(POLL_MS);
}
