import { createRequire } from 'node:module';
import { PgBoss } from 'pg-boss';
import { z } from 'zod';
import type { ConnectionSettings, Executor } from '../database/database.ts';
import { connectionSettings } from '../database/watched-pool.ts';
import { StartupError } from '../errors/startup-error.ts';
import type { Logger } from '../observability/logger.ts';
import { insertJobs, standInLine } from './enqueue-jobs.ts';
import { createErrorLog } from './error-log.ts';
import type { Attempt, JobKind } from './job.ts';
import { outliveAbandonedClients } from './outlive-abandoned-clients.ts';
import { type Places, startWorkers } from './start-workers.ts';
import { superviseJobs } from './supervise-jobs.ts';
import { openTurns, prepareTurns, type Turn } from './turns.ts';

export type { Attempt, Job, JobKind } from './job.ts';

/** What follows from a job. */
export interface NextJob<Data extends object> {
  data: Data;
  /** Of the job that it follows from; undefined: it stands in line. */
  turn: Turn | undefined;
}

/** The durable queue: jobs are enqueued in the caller's transaction and survive any crash. */
export interface Queue {
  /** Enqueues a job within `executor`; it is visible to workers once that commits. */
  send<Data extends object>(executor: Executor, kind: JobKind<Data>, data: Data): Promise<void>;
  /** The same for many jobs in one statement. */
  sendAll<Data extends object>(executor: Executor, kind: JobKind<Data>, data: readonly Data[]): Promise<void>;
  /** Enqueues what follows from a job in the turn of that job, so that it does not stand in line again. */
  sendNext<Data extends object>(executor: Executor, kind: JobKind<Data>, next: NextJob<Data>): Promise<void>;
  /** Handles jobs of a kind. Throwing means: try again later, at the end of the owner's line. */
  work<Data extends object>(
    kind: JobKind<Data>,
    places: Places,
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
  /** No other server works on this queue: jobs that a stopped or killed server held are requeued at once. */
  soleWorker: boolean;
  /** How many turns the owners of these names get for each one of the others. */
  weights?: ReadonlyMap<string, number>;
  logger: Logger;
}

/** A worker that is silent for so long has died; the queue's smallest value. */
const HEARTBEAT_SECONDS = 10;
/** Handlers get this long to obey their signal when the server stops. */
const STOP_TIMEOUT_MS = 8000;
const MAX_RETRY_DELAY_SECONDS = 30;

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
  await prepareTurns(boss.getDb());
  for (const kind of options.kinds) await prepareKind(boss, kind, options.soleWorker);

  const stopping = new AbortController();
  const held = new Set<string>();
  const supervision = superviseJobs({ boss, held, errors, soleWorker: options.soleWorker }, stopping.signal);
  const turns = openTurns(options.weights);
  const needs = { boss, turns, held, logger, stopping: stopping.signal };
  return {
    send: (executor, kind, data) => standInLine(needs, executor, { kind, data: [data] }),
    sendAll: (executor, kind, data) => standInLine(needs, executor, { kind, data }),
    sendNext: (executor, kind, { data, turn }) =>
      turn
        ? insertJobs(boss, executor, { kind, data: [data], turns: [turn] })
        : standInLine(needs, executor, { kind, data: [data] }),
    work: (kind, places, handler) => startWorkers(needs, { kind, places }, handler),
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
