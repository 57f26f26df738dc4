import { createRequire } from 'node:module';
import { fromKysely, PgBoss } from 'pg-boss';
import { z } from 'zod';
import type { ConnectionSettings, Executor } from '../database/database.ts';
import { outlast } from '../database/outlast.ts';
import { connectionSettings } from '../database/watched-pool.ts';
import { StartupError } from '../errors/startup-error.ts';
import type { Logger } from '../observability/logger.ts';
import { createErrorLog } from './error-log.ts';
import { outliveAbandonedClients } from './outlive-abandoned-clients.ts';
import { superviseJobs } from './supervise-jobs.ts';

/** A kind of job: what it is called and how it is tried again. */
export interface JobKind<Data extends object> {
  readonly name: string;
  /** After so many failures the handler is told that this is the last attempt. */
  readonly retryLimit: number;
  /** A job that runs longer is taken for lost, beside the heartbeat. */
  readonly expireInSeconds: number;
  /** At most one waiting or running job for each value. */
  readonly uniqueKey: (data: Data) => string;
  /** Larger goes first; 0 when left out. */
  readonly priority?: (data: Data) => number;
}

/** A kind of job together with what does it: declared beside its worker, and listed in `start-work.ts`. */
export interface Job<Needs, Data extends object> extends JobKind<Data> {
  /** How many of them one server works on at the same time. */
  readonly concurrency: number | ((needs: Needs) => number);
  /** Throwing means: try again later. */
  readonly run: (needs: Needs, data: Data, attempt: Attempt) => Promise<void>;
}

/** What a handler is told about the attempt it makes. */
export interface Attempt {
  /** Aborts when the server stops or the job was taken away. */
  signal: AbortSignal;
  /** No further attempt follows a failure of this one. */
  last: boolean;
}

/** The durable queue: jobs are enqueued in the caller's transaction and survive any crash. */
export interface Queue {
  /** Enqueues a job within `executor`; it is visible to workers once that commits. */
  send<Data extends object>(executor: Executor, kind: JobKind<Data>, data: Data): Promise<void>;
  /** The same for many jobs in one statement. */
  sendAll<Data extends object>(executor: Executor, kind: JobKind<Data>, data: readonly Data[]): Promise<void>;
  /** Handles jobs of a kind, `concurrency` at the same time. Throwing means: try again later. */
  work<Data extends object>(
    kind: JobKind<Data>,
    concurrency: number,
    handler: (data: Data, attempt: Attempt) => Promise<void>,
  ): Promise<void>;
  /** Whether jobs are being looked for; true as well before anybody works here. */
  isAlive(): boolean;
  /** Stops fetching, aborts what runs and waits for it; unfinished jobs are tried again at the next start. */
  stop(): Promise<void>;
}

export interface QueueOptions {
  connection: ConnectionSettings;
  kinds: readonly JobKind<never>[];
  /** Nobody else works on this queue: jobs that a stopped or killed server held are taken up again at once. */
  soleWorker: boolean;
  logger: Logger;
}

/** A worker that is silent for so long has died; the queue's smallest value. */
const HEARTBEAT_SECONDS = 10;
/** Handlers get this long to obey their signal when the server stops. */
const STOP_TIMEOUT_MS = 8000;
const MAX_RETRY_DELAY_SECONDS = 30;
/** New jobs wake their workers; a retry that has become due is only found by looking. */
const RETRY_POLL_SECONDS = 2;

/** Each worker looks after every job, and every RETRY_POLL_SECONDS; all of them late means that none looks. */
const LOOKED_WITHIN_MS = 15_000;
/** Besides the one that listens. Twenty workers and more share them, for a moment each. */
const MAX_CONNECTIONS = 6;

const packageFile = z.object({ pgboss: z.object({ schema: z.number() }) });

/** Opens the queue and makes what it needs in the database. */
export async function openQueue(options: QueueOptions): Promise<Queue> {
  const { logger } = options;
  outliveAbandonedClients();
  const boss = new PgBoss({
    ...options.connection,
    ...connectionSettings(),
    max: MAX_CONNECTIONS,
    useListenNotify: true,
    // In its own way, which knows of outages: superviseJobs.
    supervise: false,
    monitorIntervalSeconds: 1,
    openTelemetry: { enabled: false },
  });
  const errors = createErrorLog(logger);
  boss.on('error', errors.add);
  boss.on('warning', (warning) => logger.warn({ warning: warning.message }, 'queue'));
  await boss.start();
  await assertNotNewer(boss);
  for (const kind of options.kinds) await prepareKind(boss, kind, options.soleWorker);

  const stopping = new AbortController();
  const held = new Set<string>();
  const supervision = superviseJobs({ boss, held, errors, soleWorker: options.soleWorker }, stopping.signal);
  return {
    send: (executor, kind, data) => insertJobs(boss, executor, { kind, data: [data] }),
    sendAll: (executor, kind, data) => insertJobs(boss, executor, { kind, data }),
    async work(kind, concurrency, handler) {
      const needs = { boss, held, logger, stopping: stopping.signal };
      for (let n = 0; n < concurrency; n++) await startWorker(needs, kind, handler);
    },
    isAlive: () => isAlive(boss),
    async stop() {
      if (stopping.signal.aborted) return;
      stopping.abort(new Error('The server stops.'));
      await supervision;
      await boss.stop({ graceful: true, timeout: STOP_TIMEOUT_MS });
    },
  };
}

/** pg-boss works on tables of any newer version without a word. */
async function assertNotNewer(boss: PgBoss): Promise<void> {
  const { pgboss } = packageFile.parse(createRequire(import.meta.url)('pg-boss/package.json'));
  const version = (await boss.schemaVersion()) ?? 0;
  if (version <= pgboss.schema) return;
  await boss.stop({ graceful: false });
  throw new StartupError(
    `The job queue in the database was created by a newer Tiepoint (version ${version}; this one supports ${pgboss.schema}). Start that version, ` +
      'or restore a backup that was made before.',
  );
}

async function insertJobs<Data extends object>(
  boss: PgBoss,
  executor: Executor,
  { kind, data }: { kind: JobKind<Data>; data: readonly Data[] },
): Promise<void> {
  if (data.length === 0) return;
  // Column names must reach pg-boss as they are.
  const db = fromKysely(executor.withoutPlugins());
  const jobs = data.map((job) => ({
    data: job,
    singletonKey: kind.uniqueKey(job),
    priority: kind.priority?.(job) ?? 0,
  }));
  await boss.insert(kind.name, jobs, { db });
}

async function prepareKind(boss: PgBoss, kind: JobKind<never>, soleWorker: boolean): Promise<void> {
  const settings = {
    retryLimit: kind.retryLimit,
    retryDelay: 1,
    retryBackoff: true,
    retryDelayMax: MAX_RETRY_DELAY_SECONDS,
    expireInSeconds: kind.expireInSeconds,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    deleteAfterSeconds: 24 * 3600,
    notify: true,
  };
  await boss.createQueue(kind.name, { ...settings, policy: 'exclusive' });
  await boss.updateQueue(kind.name, settings);
  if (!soleWorker) return;
  const jobs = await boss.findJobs(kind.name, { limit: 100_000 });
  const orphans = jobs.filter((job) => job.state === 'active').map((job) => job.id);
  if (orphans.length > 0) await boss.fail(kind.name, orphans);
  await endWaiting(boss, kind.name);
}

/** Each end of a server counts as a failed try: the wait before the next one would grow with every restart. */
async function endWaiting(boss: PgBoss, name: string): Promise<void> {
  const statement = `update pgboss.job set start_after = now()
    where name = $1 and state = 'retry' and start_after > now()`;
  await boss.getDb().executeSql(statement, [name]);
}

/** What works on the jobs of one kind. */
interface Workplace {
  boss: PgBoss;
  /** Ids of the jobs that handlers work on. */
  held: Set<string>;
  logger: Logger;
  stopping: AbortSignal;
}

async function startWorker<Data extends object>(
  { boss, held, logger, stopping }: Workplace,
  kind: JobKind<Data>,
  handler: (data: Data, attempt: Attempt) => Promise<void>,
): Promise<void> {
  const worker = { id: '' };
  const options = {
    includeMetadata: true,
    heartbeatRefreshSeconds: 2,
    batchSize: 1,
    notifyPollingIntervalSeconds: RETRY_POLL_SECONDS,
  } as const;
  worker.id = await boss.work<Data, void, typeof options>(kind.name, options, async ([job]) => {
    if (!job) return;
    held.add(job.id);
    try {
      const signal = AbortSignal.any([job.signal, stopping]);
      // An outage is no failure of the job: it would use up its attempts.
      await outlast(signal, () => handler(job.data, { signal, last: job.retryCount >= job.retryLimit }));
    } catch (error) {
      if (!stopping.aborted) logger.error({ err: error, job: job.id, queue: kind.name }, 'job failed');
      throw error;
    } finally {
      held.delete(job.id);
      // A worker otherwise waits its polling interval after every job.
      boss.notifyWorker(worker.id);
    }
  });
}

function isAlive(boss: PgBoss): boolean {
  const workers = boss.getWipData();
  const late = Date.now() - LOOKED_WITHIN_MS;
  return (
    workers.length === 0 ||
    workers.some(({ count, lastFetchedOn, createdOn }) => {
      return count > 0 || (lastFetchedOn ?? createdOn) > late;
    })
  );
}
