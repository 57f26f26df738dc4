import { sql } from 'kysely';
import { type Migration, type MigrationResultSet, Migrator } from 'kysely/migration';
import { PROGRAM_VERSION } from '../config/program-version.ts';
import { findOutage } from '../errors/outage.ts';
import { StartupError } from '../errors/startup-error.ts';
import type { Database } from './database.ts';

/**
 * Migrates the schema; safe to run from several servers at once (the migrator takes a lock). A StartupError when the
 * schema is newer than this program.
 */
export async function migrate(database: Database, migrations: Record<string, Migration>): Promise<void> {
  await assertNotNewer(database, migrations);
  await runMigrator(database, migrations, (migrator) => migrator.migrateToLatest());
  await sql`insert into schema_programs (migration, version)
    select name, ${PROGRAM_VERSION} from kysely_migration on conflict do nothing`.execute(database);
}

/**
 * Gives an empty database the schema of another one with these migrations. A StartupError when this program does not
 * know them all.
 */
export async function migrateLike(
  database: Database,
  migrations: Record<string, Migration>,
  made: readonly string[],
): Promise<void> {
  const unknown = made.find((name) => !(name in migrations));
  if (unknown) {
    const message = `It was written by a newer Tiepoint: it has the migration ${unknown}, which this version (${PROGRAM_VERSION}) does not know.`;
    throw new StartupError(message);
  }
  const last = made.at(-1);
  if (last) await runMigrator(database, migrations, (migrator) => migrator.migrateTo(last));
}

async function runMigrator(
  database: Database,
  migrations: Record<string, Migration>,
  run: (migrator: Migrator) => Promise<MigrationResultSet>,
): Promise<void> {
  const migrator = new Migrator({
    db: database.withoutPlugins(),
    provider: { getMigrations: async () => migrations },
  });
  const { error, results } = await run(migrator);
  if (!error) return;
  if (findOutage(error)) throw error;
  const failed = results?.find((result) => result.status === 'Error');
  throw new Error(`The migration of the database failed (${failed?.migrationName ?? 'unknown'}).`, {
    cause: error,
  });
}

async function assertNotNewer(database: Database, migrations: Record<string, Migration>): Promise<void> {
  if (!(await hasTable(database, 'kysely_migration'))) return;
  const known = Object.keys(migrations);
  const { rows } = await sql<{ name: string }>`
    select name from kysely_migration where name <> all (${known}::text[]) order by name desc limit 1`.execute(
    database,
  );
  const [unknown] = rows;
  if (!unknown) return;
  const version = await findVersion(database, unknown.name);
  throw new StartupError(
    `The database was created by a newer Tiepoint: it has the migration ${unknown.name}, which this version (${PROGRAM_VERSION}) does not ` +
      `know. Start Tiepoint ${version ? `${version} or newer` : 'in the version that was here last'}, or restore a ` +
      'backup that was made before.',
  );
}

async function findVersion(database: Database, migration: string): Promise<string | undefined> {
  if (!(await hasTable(database, 'schema_programs'))) return undefined;
  const { rows } = await sql<{ version: string }>`
    select version from schema_programs where migration = ${migration}`.execute(database);
  return rows[0]?.version;
}

async function hasTable(database: Database, name: string): Promise<boolean> {
  const { rows } = await sql<{ found: boolean }>`select to_regclass(${name}) is not null as found`.execute(
    database,
  );
  return rows[0]?.found ?? false;
}
