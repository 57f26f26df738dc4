import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createInspector, type Inspector } from '@tiepoint/inspection';
import { PasswordThread } from './auth/passwords/password-thread.ts';
import type { Config } from './config/config.ts';
import { type ConnectionSettings, type Database, openDatabase } from './database/database.ts';
import { startEmbeddedPostgres } from './database/embedded/start-embedded-postgres.ts';
import { migrate } from './database/migrate.ts';
import { openEventFeed } from './events/event-feed.ts';
import { createFetcher } from './fetching/fetcher.ts';
import { openPhotoViews } from './images/open-photo-views.ts';
import { migrations } from './migrations/migrations.ts';
import type { Logger } from './observability/logger.ts';
import type { Parts } from './parts.ts';
import { openQueue, type Queue } from './queue/queue.ts';
import type { openEngines } from './reconstruction/running/open-engines.ts';
import { ProjectReports } from './reports/project-reports.ts';
import { jobs } from './start-work.ts';
import { type EmbeddedStorage, openEmbeddedStorage } from './storage/open-embedded-storage.ts';
import { confirmArrival } from './uploads/confirm-arrival.ts';

/** What a server finds outside itself. */
export interface Surroundings {
  now: () => Date;
  openEngines: typeof openEngines;
}

/** What is to be done when the server stops, the last first. */
export type Closers = (() => Promise<void>)[];

/** What everything else is opened with. */
interface Ground {
  logger: Logger;
  now: () => Date;
}

/** Of this program. */
const VERSION = '0.1.0';
/** A decoder that works while another one waits for its next photo. */
const SPARE_DECODERS = 1;

/** Opens every part of a server; `failed` rejects when it can't go on, for example because its database is gone for good. */
export async function openParts(
  config: Config,
  { logger, now, openEngines }: Surroundings & { logger: Logger },
  closers: Closers,
): Promise<{ parts: Parts; failed: Promise<never> }> {
  const ground = { logger, now };
  const soleWorker = config.database.kind === 'embedded';
  const { connection, failed } = await openPostgres(config, logger, closers);
  const database = await openTables(connection, logger, closers);
  const queue = await openQueue({ connection, kinds: jobs, soleWorker, logger });
  closers.push(queue.stop);
  const storage = await openStorage(config, { ...ground, database, queue }, closers);
  const photoViews = await openPhotoViews({ database, storage }, config);
  closers.push(() => photoViews.tileMaker.stop());
  const { engines, defaultEngine } = await openEngines(config, ground);
  const eventFeed = openEventFeed({ database, logger });
  closers.push(eventFeed.stop);
  const passwords = new PasswordThread();
  closers.push(() => passwords.close());
  const parts = {
    ...ground,
    database,
    queue,
    storage,
    fetcher: createFetcher({ privateRanges: config.fetchedPrivateRanges }),
    inspector: openInspector(config, logger, closers),
    ...photoViews,
    projectReports: new ProjectReports({ database, storage, now, defaultEngine, ...photoViews }),
    eventFeed,
    passwords,
    engines,
    defaultEngine,
    version: VERSION,
    registration: config.registration,
    limits: config.photoLimits,
    maxModelBytes: config.maxModelBytes,
    maxTaskPhotos: config.maxTaskPhotos,
    ingestConcurrency: config.ingestConcurrency,
    eventDays: config.eventDays,
    conversionFolder: join(config.dataFolder, 'work', 'conversions'),
    soleWorker,
  };
  return { parts, failed };
}

async function openPostgres(
  config: Config,
  logger: Logger,
  closers: Closers,
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

async function openTables(
  connection: ConnectionSettings,
  logger: Logger,
  closers: Closers,
): Promise<Database> {
  const database = openDatabase(connection, (error) => logger.warn({ err: error }, 'database connection'));
  closers.push(() => database.destroy());
  await migrate(database, migrations);
  return database;
}

async function openStorage(
  config: Config,
  needs: Ground & { database: Database; queue: Queue },
  closers: Closers,
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

function openInspector(config: Config, logger: Logger, closers: Closers): Inspector {
  const inspector = createInspector({
    processes: Math.min(config.ingestConcurrency, availableParallelism() + SPARE_DECODERS),
    limits: config.photoLimits,
    onDeath: (photo, death) => logger.warn({ photo, death }, 'decoder lost'),
  });
  closers.push(inspector.close);
  return inspector;
}
