import { type Kysely, sql } from 'kysely';

/** Models that were made elsewhere, the files they are sent as, and what is made of them. */
export const importedModels = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  `create table imported_models (
    project_id text primary key references projects on delete cascade,
    type text,
    state text not null,
    upload_id text not null,
    complete boolean not null default false,
    merge boolean,
    error text,
    report jsonb,
    moved_at timestamptz not null default now()
  )`,
  "create index imported_models_in_flight on imported_models (project_id) where state in ('Pending', 'Converting')",
  `create table model_files (
    id text primary key,
    project_id text not null references imported_models on delete cascade,
    upload_id text not null,
    name text not null,
    filename text not null,
    bucket text not null,
    checksum text,
    state text not null,
    size bigint,
    source_url text,
    created_at timestamptz not null default now(),
    moved_at timestamptz not null default now(),
    unique (project_id, filename),
    unique (upload_id, name)
  )`,
  `create table model_outputs (
    project_id text not null references imported_models on delete cascade,
    name text not null,
    storage_key text not null,
    content_type text not null,
    size bigint not null,
    created_at timestamptz not null default now(),
    primary key (project_id, name)
  )`,
];
