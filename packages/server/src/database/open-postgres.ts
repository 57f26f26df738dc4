import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import { findOutage } from '../errors/outage.ts';
import { StartupError } from '../errors/startup-error.ts';
import type { Logger } from '../observability/logger.ts';
import { type ConnectionSettings, type Database, openDatabase } from './database.ts';
import { startEmbeddedPostgres } from './embedded/start-embedded-postgres.ts';

/** The database of a server. */
export interface OpenPostgres {
  connection: ConnectionSettings;
  database: Database;
  /** Rejects with a message for the operator when the database is gone permanently. */
  failed: Promise<never>;
}

/**
 * Opens the operator's database, or starts the embedded one, and waits for a response. A StartupError when there is
 * none. Resources to close at the end are added to `closers`.
 */
export async function openPostgres(
  config: Pick<Config, 'database' | 'dataFolder'>,
  logger: Logger,
  closers: (() => Promise<void>)[],
): Promise<OpenPostgres> {
  const failure = Promise.withResolvers<never>();
  failure.promise.catch(() => {});
  const fail = (message: string, cause: unknown) => failure.reject(new StartupError(message, { cause }));
  const onExit = (error: Error) => fail(error.message, error);
  const connection = await findConnection(config, { logger, onExit }, closers);
  const database = openDatabase(connection, {
    onAway: (cause) => logger.error({ err: cause }, 'the database is down'),
    onBack: (awaySeconds) => logger.info({ awaySeconds }, 'the database is back'),
    onRefused: (cause) => fail(`The database refuses this server: ${messageOf(cause)}.`, cause),
  });
  closers.push(() => database.destroy());
  await assertAnswers(database);
  return { connection, database, failed: failure.promise };
}

async function findConnection(
  config: Pick<Config, 'database' | 'dataFolder'>,
  { logger, onExit }: { logger: Logger; onExit: (error: Error) => void },
  closers: (() => Promise<void>)[],
): Promise<ConnectionSettings> {
  if (config.database.kind === 'postgres') return { connectionString: config.database.url };
  const postgres = await startEmbeddedPostgres({
    folder: join(config.dataFolder, 'postgres'),
    onLog: (line) => logger.info({ postgres: line }, 'database'),
  });
  closers.push(postgres.stop);
  postgres.onExit(onExit);
  return postgres.connection;
}

/** Waits a moment for a database that is starting; throws a StartupError when none responds. */
export async function assertAnswers(database: Database): Promise<void> {
  try {
    await database.selectNoFrom((select) => select.lit(1).as('one')).execute();
  } catch (error) {
    const outage = findOutage(error);
    if (!outage) throw error;
    throw new StartupError(
      `The database can't be used: ${messageOf(outage.cause)}. Check that it is running, and the setting TIEPOINT_DATABASE_URL.`,
      { cause: error },
    );
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
