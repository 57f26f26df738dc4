import { type Kysely, sql } from 'kysely';

/** Which program has brought each migration: one that is too old for the schema can then say what it takes. */
export const schemaPrograms = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`create table schema_programs (migration text primary key, version text not null)`.execute(db);
  },
};
