import { readFile, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import {
  describeExit,
  type GuardedProcess,
  isSystemError,
  type ProcessExit,
  spawnGuarded,
} from '@tiepoint/processes';
import { StartupError } from '../../errors/startup-error.ts';
import { type Cluster, PROGRAM_ENVIRONMENT, SOCKET_PORT } from './cluster.ts';
import { endLeftovers } from './end-leftovers.ts';

/**
 * Small and durable: few connections of one server on a machine that is busy with photos. Passed on the command line,
 * so that a newer version's settings apply to older clusters too.
 * https://www.postgresql.org/docs/18/runtime-config.html
 */
const SETTINGS: Readonly<Record<string, string | number>> = {
  listen_addresses: '',
  port: SOCKET_PORT,
  max_connections: 40,
  shared_buffers: '64MB',
  work_mem: '8MB',
  maintenance_work_mem: '32MB',
  effective_cache_size: '512MB',
  // An embedded database has no replicas.
  wal_level: 'minimal',
  max_wal_senders: 0,
  max_logical_replication_workers: 0,
  max_wal_size: '256MB',
  min_wal_size: '32MB',
  wal_compression: 'on',
  // The default starts three more processes.
  io_method: 'sync',
  jit: 'off',
  autovacuum_max_workers: 1,
  autovacuum_worker_slots: 2,
  max_worker_processes: 2,
  max_parallel_workers: 0,
  max_parallel_workers_per_gather: 0,
  max_parallel_maintenance_workers: 0,
  // Containers often have a tiny /dev/shm.
  dynamic_shared_memory_type: 'mmap',
  huge_pages: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
};

/** Settings that older versions do not know, and refuse. */
const NEW_IN_18 = ['io_method', 'autovacuum_worker_slots'];

const MAX_LOG_BYTES = 10 * 1024 * 1024;

/** Part of the log shown when PostgreSQL does not start. */
const LOG_EXCERPT_BYTES = 1000;

const READY_POLL_MS = 5;

/** Time for a fast shutdown, and for an immediate one after that. */
const FAST_SHUTDOWN_MS = 20_000;
const IMMEDIATE_SHUTDOWN_MS = 5_000;

/**
 * Starts PostgreSQL on a cluster, after ending leftovers of an earlier run, and waits until it accepts connections.
 * Its messages go to `server.log` in the cluster. Aborting `signal` shuts it down at any time: the process's `exit`
 * settles when that is done. Throws a StartupError with the end of the log when it does not start.
 */
export async function startPostmaster(cluster: Cluster, signal: AbortSignal): Promise<GuardedProcess> {
  await endLeftovers(cluster);
  const outputFile = join(cluster.folder, 'server.log');
  const logStart = await startLog(outputFile);
  signal.throwIfAborted();
  const settings = Object.entries({ ...SETTINGS, unix_socket_directories: cluster.socketFolder }).filter(
    ([name]) => cluster.major >= 18 || !NEW_IN_18.includes(name),
  );
  const postmaster = spawnGuarded(
    join(cluster.binaries, 'bin', 'postgres'),
    ['-D', cluster.folder, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    {
      ...cluster.account,
      cwd: cluster.folder,
      env: PROGRAM_ENVIRONMENT,
      outputFile,
      onParentDeath: 'SIGINT',
    },
  );
  shutDownOnAbort(postmaster, signal);
  const exit = await waitUntilReady(cluster.folder, postmaster);
  if (exit === undefined) return postmaster;
  signal.throwIfAborted();
  const log = (await readFile(outputFile)).subarray(logStart).subarray(-LOG_EXCERPT_BYTES);
  throw new StartupError(
    `PostgreSQL did not start (${describeExit(exit)}). Its log says: ${log.toString().trim()}`,
  );
}

/** Rotates a long log; returns the length of the current one. */
async function startLog(path: string): Promise<number> {
  try {
    const { size } = await stat(path);
    if (size <= MAX_LOG_BYTES) return size;
    await rename(path, `${path}.old`);
  } catch (error) {
    if (!isSystemError(error, 'ENOENT')) throw error;
  }
  return 0;
}

function shutDownOnAbort(postmaster: GuardedProcess, signal: AbortSignal): void {
  const timers: NodeJS.Timeout[] = [];
  const shutDown = () => {
    postmaster.kill('SIGINT');
    timers.push(
      setTimeout(() => postmaster.kill('SIGQUIT'), FAST_SHUTDOWN_MS),
      setTimeout(() => postmaster.kill('SIGKILL'), FAST_SHUTDOWN_MS + IMMEDIATE_SHUTDOWN_MS),
    );
  };
  const forget = () => {
    signal.removeEventListener('abort', shutDown);
    for (const timer of timers) clearTimeout(timer);
  };
  signal.addEventListener('abort', shutDown, { once: true });
  postmaster.exit.then(forget, forget);
}

/** Settles with undefined once connections are accepted, or with how the process ended before. */
async function waitUntilReady(folder: string, postmaster: GuardedProcess): Promise<ProcessExit | undefined> {
  while (!(await isReady(folder, postmaster.pid))) {
    const exit = await Promise.race([postmaster.exit, delay(READY_POLL_MS)]);
    if (exit) return exit;
  }
  return undefined;
}

/** Line 1 of postmaster.pid is the process id, line 8 the status. */
async function isReady(folder: string, pid: number): Promise<boolean> {
  const lines = (await readFile(join(folder, 'postmaster.pid'), 'utf8').catch(() => '')).split('\n');
  return Number(lines[0]) === pid && lines[7]?.trim() === 'ready';
}
