import { type ConnectionSettings, type Database, openDatabase } from '../database/database.ts';
import type { DatabaseDump } from '../database/dump/database-dump.ts';
import { loadDatabase } from '../database/dump/load-database.ts';
import { migrate, migrateLike } from '../database/migrate.ts';
import { setEventClock } from '../events/set-event-clock.ts';
import { migrations } from '../migrations/migrations.ts';
import { createLogger } from '../observability/logger.ts';
import { type JobKind, openQueue, type Queue } from '../queue/queue.ts';

/** Where the dump is, and what its jobs may be. */
export interface FillOptions {
  folder: string;
  kinds: readonly JobKind<never>[];
  signal: AbortSignal;
}

/** Makes an empty database into the one that a dump is of, brought up to date, with its jobs and its event log's clock. */
export async function fillDatabase(
  connection: ConnectionSettings,
  dump: DatabaseDump,
  options: FillOptions,
): Promise<void> {
  const database = openDatabase(connection);
  try {
    await migrateLike(database, migrations, dump.migrations);
    await loadDatabase(connection, dump, options);
    await migrate(database, migrations);
    await setEventClock(database, dump.eventClock);
    const queue = await openQueue({
      connection,
      kinds: options.kinds,
      soleWorker: false,
      logger: createLogger({ level: 'silent' }),
    });
    try {
      await sendJobs({ database, queue }, dump, options.kinds);
    } finally {
      await queue.stop();
    }
  } finally {
    await database.destroy();
  }
}

/** Those of kinds that this program no longer knows are for nobody. */
async function sendJobs(
  { database, queue }: { database: Database; queue: Queue },
  { jobs }: DatabaseDump,
  kinds: readonly JobKind<never>[],
): Promise<void> {
  for (const kind of kinds as readonly JobKind<object>[]) {
    const own = jobs.filter(({ name }) => name === kind.name).map(({ data }) => data);
    await queue.sendAll(database, kind, own);
  }
}
