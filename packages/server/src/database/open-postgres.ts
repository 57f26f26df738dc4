import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import { findOutage } from '../errors/outage.ts';
import { StartupError } from '../errors/startup-error.ts';
import type { Logger } from '../observability/logger.ts';
import { type ConnectionSettings, type Database, openDatabase } from './database.ts';
import { startEmbeddedPostgres } from './embedded/start-embedded-postgres.ts';

/** The database that a server works on. */
export interface OpenPostgres {
  connection: ConnectionSettings;
  database: Database;
  /** Rejects, with a sentence for the operator, when it is gone for good. */
  failed: Promise<never>;
}

/**
 * Opens the operator's database, or starts the embedded one, and lets it answer once. A StartupError where it does not.
 * What has to be closed in the end is added to `closers`.
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
    onAway: (cause) => logger.error({ err: cause }, 'the database is away'),
    onBack: (awaySeconds) => logger.info({ awaySeconds }, 'the database is back'),
    onRefused: (cause) =>
      fail(`The database does not let this server in any more: ${messageOf(cause)}.`, cause),
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

/** Waits a moment for a database that is being started; throws a StartupError where none answers. */
export async function assertAnswers(database: Database): Promise<void> {
  try {
    await database.selectNoFrom((select) => select.lit(1).as('one')).execute();
  } catch (error) {
    const outage = findOutage(error);
    if (!outage) throw error;
    throw new StartupError(
      `The database can't be used: ${messageOf(outage.cause)}. See whether it runs, and what TIEPOINT_DATABASE_URL says.`,
      { cause: error },
    );
  }
}

function messageOf(cause: unknown): string {
  return cause instanceof Error ? cause.message : String(cause);
}
