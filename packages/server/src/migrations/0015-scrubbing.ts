import { type Kysely, sql } from 'kysely';

/** How far stored files have been read again, and which were found damaged. */
export const scrubbing = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  `create table scrub_passes (
    id bigint primary key generated always as identity,
    started_at timestamptz not null,
    ended_at timestamptz,
    stage text not null,
    place text not null default '',
    files bigint not null default 0,
    bytes bigint not null default 0,
    damaged integer not null default 0,
    remade integer not null default 0,
    trouble text
  )`,
  'alter table images add column damaged_at timestamptz',
  'alter table task_outputs add column damaged_at timestamptz',
  'alter table model_outputs add column damaged_at timestamptz, add column sha256 text',
  'create index images_damaged on images (id) where damaged_at is not null',
  'create index task_outputs_damaged on task_outputs (storage_key) where damaged_at is not null',
  'create index model_outputs_damaged on model_outputs (storage_key) where damaged_at is not null',
  'create unique index task_outputs_by_key on task_outputs (storage_key)',
  'create unique index model_outputs_by_key on model_outputs (storage_key)',
];
