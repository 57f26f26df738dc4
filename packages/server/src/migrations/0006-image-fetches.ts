import { type Kysely, sql } from 'kysely';

/** Photos that the server is to fetch itself. */
export const imageFetches = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  // A row lives for as long as the fetch waits or runs: its URL and token may be secret.
  `create table image_fetches (
    image_id text primary key references images on delete cascade,
    id text not null,
    url text not null,
    token text,
    created_at timestamptz not null default now()
  )`,
];
