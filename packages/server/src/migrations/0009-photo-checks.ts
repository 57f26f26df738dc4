import { type Kysely, sql } from 'kysely';

/** What was measured in each photo, and the secrets of this installation. */
export const photoChecks = {
  async up(db: Kysely<unknown>): Promise<void> {
    await sql`alter table images add column measures jsonb`.execute(db);
    await sql`create table server_secrets (
      name text primary key,
      secret text not null,
      created_at timestamptz not null default now()
    )`.execute(db);
  },
};
