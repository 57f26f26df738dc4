import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { copyObjects } from '@tiepoint/object-store';
import { sql } from 'kysely';
import type { Config } from '../config/config.ts';
import { type ConnectionSettings, openDatabase } from '../database/database.ts';
import { startEmbeddedPostgres } from '../database/embedded/start-embedded-postgres.ts';
import { assertAnswers } from '../database/open-postgres.ts';
import { StartupError } from '../errors/startup-error.ts';
import type { JobKind } from '../queue/queue.ts';
import { WITNESS_FILE } from '../storage/witness.ts';
import { BACKUP_FOLDERS, type Backup, KEY_FILES, readBackup } from './backup.ts';
import { copyIfThere } from './copy-if-there.ts';
import { fillDatabase } from './fill-database.ts';
import { growFolder } from './grow-folder.ts';

/** As created by the server: accessible for the account of the database. */
const PASSABLE = 0o711;

/** What a restore needs beside the backup. */
export interface RestoreOptions {
  /** All kinds of jobs. */
  kinds: readonly JobKind<never>[];
  signal: AbortSignal;
}

/**
 * Creates a data folder from a backup; the database is a new one in it, or the operator's, which must be empty. When
 * this throws, there is no data folder, and the operator's database has to be recreated.
 */
export async function restore(config: Config, folder: string, options: RestoreOptions): Promise<Backup> {
  const backup = await readBackup(folder);
  await growFolder(config.dataFolder, PASSABLE, async (unfinished) => {
    const [from, to] = [join(folder, BACKUP_FOLDERS.objects), join(unfinished, 'objects')];
    await copyObjects(from, to, options.signal);
    await copyIfThere(join(from, WITNESS_FILE), join(to, WITNESS_FILE));
    await mkdir(join(unfinished, 'work'), { mode: 0o700 });
    for (const name of KEY_FILES) await copyIfThere(join(folder, name), join(unfinished, name));
    const tables = join(folder, BACKUP_FOLDERS.database);
    const fill = (connection: ConnectionSettings) =>
      fillDatabase(connection, backup.database, { ...options, folder: tables });
    if (config.database.kind === 'postgres') await fillEmpty({ connectionString: config.database.url }, fill);
    else await fillNew(join(unfinished, 'postgres'), fill);
  });
  return backup;
}

/** Creates a database cluster in a folder, and stops it when it has been filled. */
export async function fillNew(
  folder: string,
  fill: (connection: ConnectionSettings) => Promise<void>,
): Promise<void> {
  const postgres = await startEmbeddedPostgres({ folder });
  try {
    await fill(postgres.connection);
  } finally {
    await postgres.stop();
  }
}

async function fillEmpty(
  connection: ConnectionSettings,
  fill: (connection: ConnectionSettings) => Promise<void>,
): Promise<void> {
  const database = openDatabase(connection);
  try {
    await assertAnswers(database);
    const { rows } = await sql<{ name: string }>`select table_name as name from information_schema.tables
      where table_schema in (current_schema(), 'pgboss')`.execute(database);
    if (rows.length > 0) {
      throw new StartupError(
        'The database of TIEPOINT_DATABASE_URL is not empty. Create a new one for the restore.',
      );
    }
  } finally {
    await database.destroy();
  }
  await fill(connection);
}
