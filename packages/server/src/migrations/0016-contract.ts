import { type Kysely, sql } from 'kysely';

/** What clients set of apps and projects, and the photos that a task was started without. */
export const contract = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  // How users give the app a token: `code` (PKCE alone) or `implicit` (either way), as apps of earlier servers did.
  "alter table apps add column flow text not null default 'implicit' check (flow in ('code', 'implicit'))",
  'alter table projects add column geo_info jsonb',
  // Null for tasks of earlier servers.
  'alter table tasks add column missing_photos jsonb',
];
