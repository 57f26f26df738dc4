import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { createInspector, type Inspector } from '@tiepoint/inspection';
import { ensureLocalCredentials, type LocalCredentials } from './auth/local-credentials.ts';
import { PasswordThread } from './auth/password-thread.ts';
import type { Config } from './config/config.ts';
import { conversionJob } from './conversion/conversion-job.ts';
import { type ConversionNeeds, convertModel } from './conversion/convert-model.ts';
import { type ConnectionSettings, type Database, openDatabase } from './database/database.ts';
import { startEmbeddedPostgres } from './database/embedded/start-embedded-postgres.ts';
import { migrate } from './database/migrate.ts';
import { type EventFeed, openEventFeed } from './events/event-feed.ts';
import { createFetcher } from './fetching/fetcher.ts';
import type { GraphqlNeeds } from './graphql/needs.ts';
import { registerGraphql } from './graphql/register-graphql.ts';
import { registerAuthPages } from './http/auth-pages.ts';
import { registerStaffApis } from './http/auth-staff-apis.ts';
import { registerTokenEndpoint } from './http/auth-token-endpoint.ts';
import { createHttpServer } from './http/create-http-server.ts';
import { registerEventStream } from './http/event-stream.ts';
import { registerPhotoFiles } from './http/photo-files.ts';
import { registerExplorer } from './http/register-explorer.ts';
import { registerPages } from './http/register-pages.ts';
import { openPhotoViews } from './images/open-photo-views.ts';
import { checkMetaFile } from './ingest/check-meta-file.ts';
import { ingestJob } from './ingest/jobs.ts';
import { metaFileJob } from './ingest/meta-file-job.ts';
import { takeStep } from './ingest/pipeline.ts';
import type { IngestNeeds } from './ingest/step.ts';
import { migrations } from './migrations/migrations.ts';
import { createLogger, type Logger } from './observability/logger.ts';
import { assertPortFree, listen, urlOf } from './processes/listen.ts';
import { lockFolder } from './processes/lock-folder.ts';
import { prepareDataFolder } from './processes/prepare-data-folder.ts';
import { openQueue } from './queue/queue.ts';
import { createColmapEngine } from './reconstruction/colmap/colmap-engine.ts';
import type { Engine } from './reconstruction/engine.ts';
import { reconstructionJob } from './reconstruction/jobs.ts';
import { type RunNeeds, runTask } from './reconstruction/run.ts';
import { ProjectReports } from './reports/project-reports.ts';
import { type EmbeddedStorage, openEmbeddedStorage } from './storage/open-embedded-storage.ts';
import { removalJob, removeObjects } from './storage/removal-job.ts';
import { confirmArrival } from './uploads/confirm-arrival.ts';
import { type FetchImageNeeds, fetchImage } from './uploads/fetch-image.ts';
import { fetchMetaFile, metaFetchJob } from './uploads/fetch-meta-file.ts';
import { type FetchModelNeeds, fetchModelFile } from './uploads/fetch-model-file.ts';
import { fetchJob } from './uploads/image-fetch.ts';
import { modelFetchJob } from './uploads/model-fetch-job.ts';
import { startSweeping } from './uploads/sweep-uploads.ts';
import { startDeliveries } from './webhooks/start-deliveries.ts';
import { startLogUpkeep } from './webhooks/start-log-upkeep.ts';

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
const JOB_KINDS = [
  conversionJob,
  fetchJob,
  ingestJob,
  metaFetchJob,
  modelFetchJob,
  metaFileJob,
  reconstructionJob,
  removalJob,
];
/** One model at a time: the engine uses every core by itself. */
const RECONSTRUCTIONS_AT_ONCE = 1;
/** A fetch waits for the network most of its time. */
const FETCHES_AT_ONCE = 6;
const MODEL_FETCHES_AT_ONCE = 2;
/** A decoder that works while another one waits for its next photo. */
const SPARE_DECODERS = 1;
/** A small model does not wait for a large one. */
const CONVERSIONS_AT_ONCE = 2;

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
    kinds: JOB_KINDS,
    soleWorker: config.database.kind === 'embedded',
    logger,
  });
  closers.push(queue.stop);

  const storage = await openStorage(config, { database, queue, logger, now }, closers);
  const photoViews = await openPhotoViews({ database, storage }, config);
  closers.push(() => photoViews.tileMaker.stop());
  const projectReports = new ProjectReports({ database, storage, now, ...photoViews });

  const engine = openEngine(config, logger, now);
  const fetcher = createFetcher({ privateRanges: config.fetchedPrivateRanges });
  const engines = new Map<string, Engine>([[engine.name, engine]]);
  const needs = {
    database,
    queue,
    storage,
    fetcher,
    ...photoViews,
    projectReports,
    eventFeed: openFeed(database, logger, closers),
    engines,
    logger,
    engineName: engine.name,
    version: VERSION,
    passwords: openPasswords(closers),
    registration: config.registration,
    now,
  };

  const endpoint = await serveHttp(config, needs, closers);
  // Before the server of HTTP: who waits for a report would keep it open.
  closers.push(() => projectReports.stop());

  await startWork(config, needs, closers);
  const { created, ...credentials } = await ensureLocalCredentials(database, dataFolder, endpoint, now());
  logger.info({ endpoint, storage: storage.endpoint }, 'started');
  return { endpoint, dataFolder, credentials, firstStart: created, stop, failed };
}

async function openStorage(
  config: Config,
  needs: Pick<GraphqlNeeds, 'database' | 'queue' | 'now'> & { logger: Logger },
  closers: (() => Promise<void>)[],
): Promise<EmbeddedStorage> {
  const storage: EmbeddedStorage = await openEmbeddedStorage({
    dataFolder: config.dataFolder,
    host: config.host,
    port: config.storagePort,
    publicUrl: config.storageUrl,
    maxObjectBytes: Math.max(config.photoLimits.maxPhotoBytes, config.maxModelBytes),
    now: needs.now,
    logger: needs.logger,
    onUploaded: (object) => confirmArrival({ ...needs, storage }, object),
  });
  closers.push(storage.close);
  return storage;
}

function openEngine({ dataFolder, colmap }: Config, logger: Logger, now: () => Date): Engine {
  const workFolder = join(dataFolder, 'work');
  return createColmapEngine({ workFolder, executable: colmap, logger, now: () => now().getTime() });
}

function openPasswords(closers: (() => Promise<void>)[]): PasswordThread {
  const passwords = new PasswordThread();
  closers.push(() => passwords.close());
  return passwords;
}

function openFeed(database: Database, logger: Logger, closers: (() => Promise<void>)[]): EventFeed {
  const feed = openEventFeed({ database, logger });
  closers.push(feed.stop);
  return feed;
}

/** Serves the API and the page; gives their address. */
async function serveHttp(
  config: Config,
  needs: GraphqlNeeds & { logger: Logger },
  closers: (() => Promise<void>)[],
): Promise<string> {
  const http = await createHttpServer(needs.logger, config.trustedProxies);
  closers.push(() => http.close());
  await registerExplorer(http);
  await registerGraphql(http, needs);
  registerEventStream(http, needs);
  registerPhotoFiles(http, needs);
  registerAuthPages(http, needs);
  registerTokenEndpoint(http, needs);
  registerStaffApis(http);
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
  parts: GraphqlNeeds & { logger: Logger },
  closers: (() => Promise<void>)[],
): Promise<void> {
  const { queue } = parts;
  const needs: IngestNeeds & RunNeeds & FetchImageNeeds & FetchModelNeeds & ConversionNeeds & GraphqlNeeds = {
    ...parts,
    limits: config.photoLimits,
    inspector: openInspector(config, parts.logger, closers),
    maxModelBytes: config.maxModelBytes,
    conversionFolder: join(config.dataFolder, 'work', 'conversions'),
  };
  // Jobs end before everything that they use.
  closers.push(queue.stop);
  await queue.work(fetchJob, FETCHES_AT_ONCE, (job, attempt) => fetchImage(needs, job, attempt));
  await queue.work(ingestJob, config.ingestConcurrency, (job, attempt) => takeStep(needs, job, attempt));
  await queue.work(reconstructionJob, RECONSTRUCTIONS_AT_ONCE, (job, attempt) =>
    runTask(needs, job, attempt),
  );
  await queue.work(metaFetchJob, FETCHES_AT_ONCE, (job, attempt) => fetchMetaFile(needs, job, attempt));
  await queue.work(modelFetchJob, MODEL_FETCHES_AT_ONCE, (job, attempt) =>
    fetchModelFile(needs, job, attempt),
  );
  await queue.work(conversionJob, CONVERSIONS_AT_ONCE, (job, attempt) => convertModel(needs, job, attempt));
  await queue.work(metaFileJob, 1, (job, attempt) => checkMetaFile(needs, job, attempt));
  await queue.work(removalJob, 1, (job) => removeObjects(needs.storage, job));
  closers.push(startSweeping(needs).stop);
  closers.push(startLogUpkeep(needs, config.eventDays).stop);
  const soleWorker = config.database.kind === 'embedded';
  closers.push(startDeliveries({ ...needs, soleWorker }).stop);
}

function openInspector(config: Config, logger: Logger, closers: (() => Promise<void>)[]): Inspector {
  const inspector = createInspector({
    processes: Math.min(config.ingestConcurrency, availableParallelism() + SPARE_DECODERS),
    limits: config.photoLimits,
    onDeath: (photo, death) => logger.warn({ photo, death }, 'decoder lost'),
  });
  closers.push(inspector.close);
  return inspector;
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
