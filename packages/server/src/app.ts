import { chmod, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { ensureLocalCredentials, type LocalCredentials } from './auth/local-credentials.ts';
import type { Config } from './config/config.ts';
import { type ConnectionSettings, openDatabase } from './database/database.ts';
import { startEmbeddedPostgres } from './database/embedded/start-embedded-postgres.ts';
import { migrate } from './database/migrate.ts';
import type { GraphqlNeeds } from './graphql/needs.ts';
import { registerGraphql } from './graphql/register-graphql.ts';
import { createHttpServer } from './http/create-http-server.ts';
import { registerPages } from './http/register-pages.ts';
import { ingestJob } from './ingest/jobs.ts';
import { takeStep } from './ingest/pipeline.ts';
import type { IngestNeeds } from './ingest/step.ts';
import { migrations } from './migrations/migrations.ts';
import { createLogger, type Logger } from './observability/logger.ts';
import { assertPortFree, listen, urlOf } from './processes/listen.ts';
import { lockFolder } from './processes/lock-folder.ts';
import { openQueue } from './queue/queue.ts';
import { createColmapEngine } from './reconstruction/colmap/colmap-engine.ts';
import type { Engine } from './reconstruction/engine.ts';
import { reconstructionJob } from './reconstruction/jobs.ts';
import { type RunNeeds, runTask } from './reconstruction/run.ts';
import { openEmbeddedStorage } from './storage/open-embedded-storage.ts';
import { removalJob, removeObjects } from './storage/removal-job.ts';
import { confirmUpload } from './uploads/confirm-upload.ts';
import { startSweeping } from './uploads/sweep-uploads.ts';

/** A server that runs. */
export interface RunningServer {
  /** Where the API and the page are, for example `http://127.0.0.1:8090`. */
  endpoint: string;
  dataFolder: string;
  /** What a client on this machine needs. */
  credentials: LocalCredentials;
  /** The credentials were made just now: show them, once. */
  firstStart: boolean;
  /** Stops everything in order; unfinished jobs go on at the next start. */
  stop(): Promise<void>;
  /** Rejects when the server can't go on, for example because its database is gone for good. */
  failed: Promise<never>;
}

const VERSION = '0.1.0';
const WEB_FOLDER = fileURLToPath(new URL('../../web/dist', import.meta.url));
/** One model at a time: the engine uses every core by itself. */
const RECONSTRUCTIONS_AT_ONCE = 1;

/** Composes the whole server: every part is named here once. */
export async function startApp(config: Config, now: () => Date = () => new Date()): Promise<RunningServer> {
  const closers: (() => Promise<void>)[] = [];
  const stop = once(async () => {
    for (const close of closers.reverse()) await close();
  });
  try {
    return await compose(config, now, closers, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function compose(
  config: Config,
  now: () => Date,
  closers: (() => Promise<void>)[],
  stop: () => Promise<void>,
): Promise<RunningServer> {
  const { dataFolder } = config;
  await prepareDataFolder(dataFolder);
  const lock = await lockFolder(dataFolder);
  closers.push(lock.release);
  await assertPortFree(apiAddress(config));
  const logger = createLogger({ level: config.logLevel, file: join(dataFolder, 'server.log') });
  const { connection, failed } = await openPostgres(config, logger, closers);
  const database = openDatabase(connection, (error) => logger.warn({ err: error }, 'database connection'));
  closers.push(() => database.destroy());
  await migrate(database, migrations);

  const queue = await openQueue({
    connection,
    kinds: [ingestJob, reconstructionJob, removalJob],
    soleWorker: config.database.kind === 'embedded',
    logger,
  });
  closers.push(queue.stop);

  const storage = await openEmbeddedStorage({
    dataFolder,
    host: config.host,
    port: config.storagePort,
    publicUrl: config.storageUrl,
    maxObjectBytes: config.photoLimits.maxPhotoBytes,
    now,
    logger,
    onUploaded: (object) => confirmUpload({ database, queue, storage }, object),
  });
  closers.push(storage.close);

  const engine = createColmapEngine({
    workFolder: join(dataFolder, 'work'),
    executable: config.colmap,
    logger,
    now: () => now().getTime(),
  });
  const engines = new Map<string, Engine>([[engine.name, engine]]);
  const needs = { database, queue, storage, engines, logger, engineName: engine.name, version: VERSION, now };

  const endpoint = await serveHttp(config, needs, closers);

  await startWork(config, { ...needs, limits: config.photoLimits }, closers);
  const { created, ...credentials } = await ensureLocalCredentials(database, dataFolder, endpoint, now());
  logger.info({ endpoint, storage: storage.endpoint }, 'started');
  return { endpoint, dataFolder, credentials, firstStart: created, stop, failed };
}

/** Serves the API and the page; gives their address. */
async function serveHttp(
  config: Config,
  needs: GraphqlNeeds & { logger: Logger },
  closers: (() => Promise<void>)[],
): Promise<string> {
  const http = await createHttpServer(needs.logger);
  closers.push(() => http.close());
  await registerGraphql(http, needs);
  await registerPages(http, WEB_FOLDER);
  await http.ready();
  const port = await listen(http.server, apiAddress(config));
  return urlOf(config.host, port);
}

function apiAddress({ host, port }: Config) {
  return { host, port, flag: '--port' };
}

/** Takes jobs from the queue, and sweeps for what the queue was never told. */
async function startWork(
  config: Config,
  needs: IngestNeeds & RunNeeds,
  closers: (() => Promise<void>)[],
): Promise<void> {
  const { queue } = needs;
  // Several photos are decoded at a time: one thread for each is faster than many for each, and none is read twice.
  sharp.concurrency(1);
  sharp.cache(false);
  // Jobs end before everything that they use.
  closers.push(queue.stop);
  await queue.work(ingestJob, config.ingestConcurrency, (job, attempt) => takeStep(needs, job, attempt));
  await queue.work(reconstructionJob, RECONSTRUCTIONS_AT_ONCE, (job, attempt) =>
    runTask(needs, job, attempt),
  );
  await queue.work(removalJob, 1, (job) => removeObjects(needs.storage, job));
  closers.push(startSweeping(needs).stop);
}

/** The data folder is passable, not readable, for the account that the database runs as under root. */
async function prepareDataFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o711);
  for (const name of ['objects', 'work']) await mkdir(join(folder, name), { recursive: true, mode: 0o700 });
}

async function openPostgres(
  config: Config,
  logger: Logger,
  closers: (() => Promise<void>)[],
): Promise<{ connection: ConnectionSettings; failed: Promise<never> }> {
  if (config.database.kind === 'postgres') {
    return { connection: { connectionString: config.database.url }, failed: new Promise(() => {}) };
  }
  const postgres = await startEmbeddedPostgres({
    folder: join(config.dataFolder, 'postgres'),
    onLog: (line) => logger.info({ postgres: line }, 'database'),
  });
  closers.push(postgres.stop);
  const failed = new Promise<never>((_, reject) => {
    postgres.onExit((error) => reject(error));
  });
  failed.catch(() => {});
  return { connection: postgres.connection, failed };
}

function once(action: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  return () => {
    running ??= action();
    return running;
  };
}
