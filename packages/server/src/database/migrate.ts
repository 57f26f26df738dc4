import { type Migration, Migrator } from 'kysely/migration';
import type { Database } from './database.ts';

/** Brings the schema up to date; safe to run from many servers at once (the migrator takes a lock). */
export async function migrate(database: Database, migrations: Record<string, Migration>): Promise<void> {
  const migrator = new Migrator({
    db: database.withoutPlugins(),
    provider: { getMigrations: async () => migrations },
  });
  const { error, results } = await migrator.migrateToLatest();
  if (!error) return;
  const failed = results?.find((result) => result.status === 'Error');
  throw new Error(`The database could not be brought up to date (${failed?.migrationName ?? 'unknown'}).`, {
    cause: error,
  });
}
