import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describeEngines, type EngineEntry } from '@tiepoint/engines';
import { ensureLocalCredentials, type LocalCredentials } from './auth/local-credentials.ts';
import { PasswordThread } from './auth/password-thread.ts';
import type { Config } from './config/config.ts';
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
import { migrations } from './migrations/migrations.ts';
import { createLogger, type Logger } from './observability/logger.ts';
import { assertPortFree, listen, urlOf } from './processes/listen.ts';
import { lockDataFolder } from './processes/lock-data-folder.ts';
import { prepareDataFolder } from './processes/prepare-data-folder.ts';
import { openQueue, type Queue } from './queue/queue.ts';
import { openEngines } from './reconstruction/open-engines.ts';
import { ProjectReports } from './reports/project-reports.ts';
import { JOB_KINDS, startWork } from './start-work.ts';
import { type EmbeddedStorage, openEmbeddedStorage } from './storage/open-embedded-storage.ts';
import { confirmArrival } from './uploads/confirm-arrival.ts';

/** A server that runs. */
export interface RunningServer {
  /** Where the API and the page are, for example `http://127.0.0.1:8090`. */
  endpoint: string;
  dataFolder: string;
  /** What a client on this machine needs. */
  credentials: LocalCredentials;
  /** What models are made with, the default first. The first look at a program may take some seconds. */
  engines(): Promise<EngineEntry[]>;
  /** The credentials were made just now: show them, once. */
  firstStart: boolean;
  /** Stops everything in order; unfinished jobs go on at the next start. */
  stop(): Promise<void>;
  /** Rejects when the server can't go on, for example because its database is gone for good. */
  failed: Promise<never>;
}

const VERSION = '0.1.0';
const WEB_FOLDER = fileURLToPath(new URL('../../web/dist', import.meta.url));

/** What a server finds outside itself. */
export interface Surroundings {
  now: () => Date;
  openEngines: typeof openEngines;
}

/** Composes the whole server: every part is named here once. Tests put a clock or engines of their own in. */
export async function startApp(
  config: Config,
  { now = () => new Date(), openEngines: open = openEngines }: Partial<Surroundings> = {},
): Promise<RunningServer> {
  const closers: (() => Promise<void>)[] = [];
  const stop = once(async () => {
    for (const close of closers.reverse()) await close();
  });
  try {
    return await compose(config, { now, openEngines: open }, closers, stop);
  } catch (error) {
    await stop();
    throw error;
  }
}

async function compose(
  config: Config,
  { now, openEngines }: Surroundings,
  closers: (() => Promise<void>)[],
  stop: () => Promise<void>,
): Promise<RunningServer> {
  const { dataFolder } = config;
  await prepareDataFolder(dataFolder);
  const lock = await lockDataFolder(dataFolder);
  closers.push(lock.release);
  await assertPortFree(apiAddress(config));
  const logger = createLogger({ level: config.logLevel, file: join(dataFolder, 'server.log') });
  const { database, queue, storage, failed } = await openMechanisms(config, { logger, now }, closers);
  const photoViews = await openPhotoViews({ database, storage }, config);
  closers.push(() => photoViews.tileMaker.stop());
  const { engines, defaultEngine } = await openEngines(config, { logger, now });
  const projectReports = new ProjectReports({ database, storage, now, defaultEngine, ...photoViews });

  const fetcher = createFetcher({ privateRanges: config.fetchedPrivateRanges });
  const needs = {
    database,
    queue,
    storage,
    fetcher,
    ...photoViews,
    projectReports,
    eventFeed: openFeed(database, logger, closers),
    engines,
    defaultEngine,
    logger,
    maxTaskPhotos: config.maxTaskPhotos,
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
  return {
    endpoint,
    dataFolder,
    credentials,
    engines: () => describeEngines(needs),
    firstStart: created,
    stop,
    failed,
  };
}

/** What everything stands on: the database, the queue in it, and the storage. */
async function openMechanisms(
  config: Config,
  { logger, now }: { logger: Logger; now: () => Date },
  closers: (() => Promise<void>)[],
): Promise<{ database: Database; queue: Queue; storage: EmbeddedStorage; failed: Promise<never> }> {
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
  return { database, queue, storage, failed };
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
