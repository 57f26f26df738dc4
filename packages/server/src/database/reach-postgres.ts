import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import { lockDataFolder } from '../processes/lock-data-folder.ts';
import { prepareDataFolder } from '../processes/prepare-data-folder.ts';
import type { ConnectionSettings } from './database.ts';
import { findRunningPostgres } from './embedded/find-running-postgres.ts';
import { startEmbeddedPostgres } from './embedded/start-embedded-postgres.ts';

/**
 * The connection to the operator's database, or to that of the data folder: of a running server, or started
 * temporarily. Resources to close at the end are added to `closers`.
 */
export async function reachPostgres(
  config: Pick<Config, 'database' | 'dataFolder'>,
  closers: (() => Promise<void>)[],
): Promise<ConnectionSettings> {
  if (config.database.kind === 'postgres') return { connectionString: config.database.url };
  const folder = join(config.dataFolder, 'postgres');
  const running = await findRunningPostgres(folder);
  if (running) return running;
  await prepareDataFolder(config.dataFolder);
  const lock = await lockDataFolder(config.dataFolder);
  closers.push(lock.release);
  const postgres = await startEmbeddedPostgres({ folder });
  closers.push(postgres.stop);
  return postgres.connection;
}
