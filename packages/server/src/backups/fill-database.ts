import { type ConnectionSettings, type Database, openDatabase } from '../database/database.ts';
import type { DatabaseDump } from '../database/dump/database-dump.ts';
import { loadDatabase } from '../database/dump/load-database.ts';
import { migrate, migrateLike } from '../database/migrate.ts';
import { setEventClock } from '../events/set-event-clock.ts';
import { migrations } from '../migrations/migrations.ts';
import { createLogger } from '../observability/logger.ts';
import { type JobKind, openQueue, type Queue } from '../queue/queue.ts';

/** The dump, and the known kinds of jobs. */
export interface FillOptions {
  folder: string;
  kinds: readonly JobKind<never>[];
  signal: AbortSignal;
}

/** Fills an empty database from a dump and migrates it, with its jobs and the clock of its event log. */
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

/** Jobs of kinds that this program does not know are dropped. */
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
