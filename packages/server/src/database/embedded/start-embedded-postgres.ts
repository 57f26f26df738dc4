import { existsSync } from 'node:fs';
import { realpath, rmdir, statfs } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { GuardedProcess } from '@tiepoint/processes';
import { isRefusal } from '../judge-error.ts';
import { assertReachable } from './assert-reachable.ts';
import { chooseAccount } from './choose-account.ts';
import { type Cluster, DATABASE_NAME, DATABASE_USER, POSTGRES_MAJOR, SOCKET_PORT } from './cluster.ts';
import { closeCluster } from './cluster-password.ts';
import { assertOurMajor, readClusterMajor, takeUpgraded } from './cluster-version.ts';
import { createCluster } from './create-cluster.ts';
import { makeFolder } from './durable-folder.ts';
import { ensureDatabase } from './ensure-database.ts';
import { giveToAccount } from './give-to-account.ts';
import { installBinaries } from './install-binaries.ts';
import { makeSocketFolder } from './make-socket-folder.ts';
import { startPostmaster } from './start-postmaster.ts';
import { supervisePostmaster } from './supervise-postmaster.ts';

/** An embedded PostgreSQL server, which ends with this process. */
export interface EmbeddedPostgres {
  /** For `pg`; `host` is the folder of a Unix socket. */
  readonly connection: { host: string; port: number; user: string; password: string; database: string };
  /** Settles when the server has ended permanently without being stopped, with the reason. */
  onExit(callback: (error: Error) => void): void;
  /** Shuts the server down, rolling back open transactions. Idempotent. */
  stop(): Promise<void>;
}

/** The folders of an embedded PostgreSQL. */
export interface EmbeddedPostgresOptions {
  /** The cluster's folder, created if missing. The caller ensures that only one server uses it. */
  folder: string;
  /** For the copy of PostgreSQL's programs (default: /var/cache/tiepoint or ~/.cache/tiepoint). */
  binariesCacheFolder?: string;
  /** Folder with `bin`, `lib` and `share` of the cluster's PostgreSQL, if that is not the bundled one. */
  binaries?: string;
  /** Called with messages for the operator. */
  onLog?: (message: string) => void;
  /** Monotonic clock in milliseconds. */
  now?: () => number;
}

/** Short for a crash, long enough for an operator to free disk space. */
const RESTART_DELAYS_MS = [0, 100, 500, 1_000, 2_000];
const SOUND_AFTER_MS = 60_000;
const MAX_FAILED_STARTS = 10;
/** Two WAL segments, the minimum for a start. */
const MIN_ROOM_BYTES = 32 * 1024 ** 2;

/**
 * Starts PostgreSQL on a folder: creates the cluster and the database if missing, cleans up after a killed run, and
 * restarts the server when it crashes (clients must reconnect). For root it runs as an unprivileged account. Throws a
 * StartupError when the operator has to act.
 */
export async function startEmbeddedPostgres(options: EmbeddedPostgresOptions): Promise<EmbeddedPostgres> {
  const { onLog = () => {}, now = Date.now } = options;
  const cluster = await prepareCluster(options);
  const { connection, first, stopping } = await startChecked(cluster, { renewPassword: false });

  const callbacks: Array<(error: Error) => void> = [];
  const supervision = supervisePostmaster(first, {
    start: () => startPostmaster(cluster, stopping.signal),
    restartDelaysMs: RESTART_DELAYS_MS,
    soundAfterMs: SOUND_AFTER_MS,
    maxFailedStarts: MAX_FAILED_STARTS,
    isDiskFull: async () => {
      const { bavail, bsize } = await statfs(cluster.folder);
      return bavail * bsize < MIN_ROOM_BYTES;
    },
    whyHopeless: async () =>
      existsSync(join(cluster.folder, 'PG_VERSION'))
        ? undefined
        : `The database in ${cluster.folder} is gone.`,
    signal: stopping.signal,
    onLog,
    now,
  }).catch((error: Error) => {
    for (const callback of callbacks) callback(error);
  });
  return {
    connection,
    onExit: (callback) => callbacks.push(callback),
    stop: async () => {
      stopping.abort();
      await supervision;
      // Best effort: an empty folder in the temporary folder is harmless.
      await rmdir(cluster.socketFolder).catch(() => {});
    },
  };
}

/** Starts a postmaster and tests the log-in; an unknown password is replaced. */
async function startChecked(
  cluster: Cluster,
  { renewPassword }: { renewPassword: boolean },
): Promise<{
  connection: EmbeddedPostgres['connection'];
  first: GuardedProcess;
  stopping: AbortController;
}> {
  const connection = {
    host: cluster.socketFolder,
    port: SOCKET_PORT,
    user: DATABASE_USER,
    password: await closeCluster(cluster, { renew: renewPassword }),
    database: DATABASE_NAME,
  };
  const stopping = new AbortController();
  const first = await startPostmaster(cluster, stopping.signal);
  try {
    await ensureDatabase(connection);
    return { connection, first, stopping };
  } catch (error) {
    stopping.abort();
    await first.exit;
    // The password file of another cluster, for example in a data folder assembled from two.
    if (isRefusal(error) && !renewPassword) return startChecked(cluster, { renewPassword: true });
    throw error;
  }
}

async function prepareCluster(options: EmbeddedPostgresOptions): Promise<Cluster> {
  const binaries = options.binaries ?? (await installBinaries(options.binariesCacheFolder));
  const requested = resolve(options.folder);
  const isRoot = process.geteuid?.() === 0;
  // The unprivileged account needs only search permission for the parent folders.
  await makeFolder(dirname(requested), isRoot ? 0o711 : 0o700);
  await takeUpgraded(requested);
  const folder = await findRealPath(requested);
  const account = await chooseAccount(folder);
  await assertReachable(folder, account);
  await assertReachable(join(binaries, 'bin'), account);
  if (!options.binaries) await createCluster(folder, binaries, account);
  const major = (await readClusterMajor(folder)) ?? POSTGRES_MAJOR;
  if (!options.binaries) assertOurMajor(folder, major);
  await giveToAccount(folder, account);
  const socketFolder = await makeSocketFolder(folder, account);
  return { folder, binaries, socketFolder, account, major };
}

/** The path without links, by which running processes are found; its last part may not exist yet. */
async function findRealPath(path: string): Promise<string> {
  return existsSync(path) ? realpath(path) : join(await realpath(dirname(path)), basename(path));
}
