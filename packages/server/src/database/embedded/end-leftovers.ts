import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { findProcesses, isSystemError } from '@tiepoint/processes';
import { type Cluster, SOCKET_PORT } from './cluster.ts';

/** Fast shutdown, immediate shutdown, the end, and how long each may take. */
const STEPS: ReadonlyArray<{ signal: NodeJS.Signals; patienceMs: number }> = [
  { signal: 'SIGINT', patienceMs: 10_000 },
  { signal: 'SIGQUIT', patienceMs: 2_000 },
  { signal: 'SIGKILL', patienceMs: 2_000 },
];

const POLL_MS = 10;

/**
 * Ends the PostgreSQL processes that an earlier run has left in the cluster, then removes its lock files.
 * PostgreSQL itself trusts the process id in those files, and takes a zombie or a stranger that got the same
 * id for a living server. The caller must hold the data folder's lock.
 */
export async function endLeftovers(cluster: Cluster): Promise<void> {
  for (const { signal, patienceMs } of STEPS) {
    const left = await findLeftovers(cluster);
    if (left.length === 0) break;
    const postmaster = await readPostmasterId(cluster.folder);
    // The others follow their postmaster; without one they notice, and are only hurried on.
    for (const pid of left.includes(postmaster) ? [postmaster] : left) send(pid, signal);
    await waitUntilGone(cluster, patienceMs);
  }
  const left = await findLeftovers(cluster);
  if (left.length > 0) {
    throw new Error(
      `PostgreSQL still runs in ${cluster.folder} and can't be ended: process ${left.join(', ')}`,
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
