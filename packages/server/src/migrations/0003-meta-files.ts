import { type Kysely, sql } from 'kysely';

/** Text files beside the photos. */
export const metaFiles = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  `create table meta_files (
    id text primary key,
    project_id text not null references projects on delete cascade,
    name text not null,
    filename text not null,
    bucket text not null,
    checksum text,
    sha1 text,
    state text not null,
    errors text[] not null default '{}',
    size bigint,
    source_url text,
    created_at timestamptz not null default now(),
    moved_at timestamptz not null default now(),
    unique (project_id, filename)
  )`,
  'create index meta_files_by_project on meta_files (project_id, id)',
  // The newest Ready file of each name replaces the one before it.
  "create unique index meta_files_ready_once on meta_files (project_id, name) where state = 'Ready'",
  "create index meta_files_in_flight on meta_files (id) where state not in ('Ready', 'Failed')",
];
