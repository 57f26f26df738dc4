import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { createInspector, type Inspector } from '@tiepoint/inspection';
import { PasswordThread } from './auth/passwords/password-thread.ts';
import type { Config } from './config/config.ts';
import { PROGRAM_VERSION } from './config/program-version.ts';
import type { Database } from './database/database.ts';
import { migrate } from './database/migrate.ts';
import { openPostgres } from './database/open-postgres.ts';
import { type DatabaseProbe, openProbe } from './database/open-probe.ts';
import { createEventCursors } from './events/event-cursor.ts';
import { openEventFeed } from './events/event-feed.ts';
import { createFetcher, type Fetcher } from './fetching/fetcher.ts';
import { openPhotoViews } from './images/open-photo-views.ts';
import { ensureServerSecret } from './images/server-secret.ts';
import { migrations } from './migrations/migrations.ts';
import type { Logger } from './observability/logger.ts';
import type { Parts } from './parts.ts';
import { openQueue, type Queue } from './queue/queue.ts';
import type { openEngines } from './reconstruction/running/open-engines.ts';
import { ProjectReports } from './reports/project-reports.ts';
import { canReadSome } from './scrubbing/storage-away.ts';
import { jobs } from './start-work.ts';
import { type EmbeddedStorage, openEmbeddedStorage } from './storage/open-embedded-storage.ts';
import { ensureWitness } from './storage/witness.ts';
import { createPutCheck } from './uploads/create-put-check.ts';
import { openArrivals } from './uploads/open-arrivals.ts';

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

/** A decoder that works while another one waits for its next photo. */
const SPARE_DECODERS = 1;
/** A fetch may pause for so long. */
const PACE_SECONDS = 30;

/** Opens every part of a server; `failed` rejects when it can't go on, for example because its database is gone for good. */
export async function openParts(
  config: Config,
  { logger, now, openEngines }: Surroundings & { logger: Logger },
  closers: Closers,
): Promise<{ parts: Parts; probe: DatabaseProbe; failed: Promise<never> }> {
  const ground = { logger, now };
  const soleWorker = config.database.kind === 'embedded';
  const { connection, database, failed } = await openPostgres(config, logger, closers);
  await migrate(database, migrations);
  const queue = await openQueue({
    connection,
    kinds: jobs,
    soleWorker,
    weights: config.perUser.weights,
    logger,
  });
  closers.push(queue.stop);
  const storage = await openStorage(config, { ...ground, database, queue }, closers);
  const photoViews = await openPhotoViews({ database, storage }, config);
  closers.push(() => photoViews.tileMaker.stop());
  const { engines, defaultEngine } = await openEngines(config, ground);
  const eventFeed = openEventFeed({
    database,
    logger,
    maxStreamsPerHolder: config.trafficLimits.streamsPerUser,
  });
  closers.push(eventFeed.stop);
  const passwords = new PasswordThread();
  closers.push(() => passwords.close());
  const parts = {
    ...ground,
    database,
    queue,
    storage,
    fetcher: openFetcher(config),
    inspector: openInspector(config, logger, closers),
    ...photoViews,
    projectReports: new ProjectReports({ database, storage, now, defaultEngine, ...photoViews }),
    eventFeed,
    eventCursors: createEventCursors(await ensureServerSecret(database, 'event cursors')),
    passwords,
    engines,
    defaultEngine,
    version: PROGRAM_VERSION,
    registration: config.registration,
    limits: config.photoLimits,
    maxModelBytes: config.maxModelBytes,
    maxTaskPhotos: config.maxTaskPhotos,
    ingestConcurrency: config.ingestConcurrency,
    perUser: config.perUser,
    eventDays: config.eventDays,
    conversionFolder: join(config.dataFolder, 'work', 'conversions'),
    objectsFolder: objectsFolderOf(config),
    scrubbing: config.scrubbing,
    soleWorker,
  };
  const probe = openProbe(connection);
  closers.push(probe.close);
  return { parts, probe, failed };
}

function openFetcher(config: Config): Fetcher {
  const pace = { windowSeconds: PACE_SECONDS, minBytesPerSecond: config.fetchMinBytesPerSecond };
  return createFetcher({ privateRanges: config.fetchedPrivateRanges, pace });
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
    mayPut: createPutCheck(needs),
    onUploaded: (object) => arrivals.take(object),
  });
  closers.push(storage.close);
  await ensureWitness({ ...needs, objectsFolder: objectsFolderOf(config) }, canReadSome);
  const arrivals = openArrivals({ ...needs, storage });
  closers.push(arrivals.stop);
  return storage;
}

function objectsFolderOf({ dataFolder }: Config): string {
  return join(dataFolder, 'objects');
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
