import { type Kysely, sql } from 'kysely';

/** The first tables: who, what project, which photos, which reconstructions. */
export const photosAndTasks = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  `create table users (
    id text primary key,
    email text not null unique,
    username text not null,
    created_at timestamptz not null default now()
  )`,
  `create table apps (
    key_hash bytea primary key,
    name text not null,
    created_at timestamptz not null default now()
  )`,
  `create table user_tokens (
    token_hash bytea primary key,
    user_id text not null references users on delete cascade,
    created_at timestamptz not null default now()
  )`,
  `create table projects (
    id text primary key,
    owner_id text not null references users on delete cascade,
    name text not null,
    type text not null,
    visibility text not null,
    prestart jsonb,
    created_at timestamptz not null default now()
  )`,
  'create index projects_by_owner on projects (owner_id, id)',
  `create table images (
    id text primary key,
    project_id text not null references projects on delete cascade,
    name text not null,
    filename text not null,
    type text not null,
    bucket text not null,
    checksum text,
    sha1 text,
    state text not null,
    error_codes text[] not null default '{}',
    errors text[] not null default '{}',
    size bigint,
    width integer,
    height integer,
    exif jsonb,
    created_at timestamptz not null default now(),
    moved_at timestamptz not null default now(),
    unique (project_id, filename)
  )`,
  // The same announced bytes in one project are one image, in parallel too.
  'create unique index images_by_checksum on images (project_id, checksum) where checksum is not null',
  // Bytes that came without an announcement may not become a second Ready image.
  "create unique index images_ready_once on images (project_id, sha1) where state = 'Ready'",
  'create index images_by_state on images (project_id, state, id)',
  'create index images_by_project on images (project_id, id)',
  "create index images_in_flight on images (moved_at) where state not in ('Ready', 'Invalid')",
  `create table tasks (
    id text primary key,
    project_id text not null references projects on delete cascade,
    type text not null,
    quality text not null,
    state text not null,
    engine text not null,
    handle jsonb,
    attempts integer not null default 0,
    step integer not null default 0,
    total_steps integer not null default 0,
    step_name text,
    percent real not null default 0,
    steps jsonb not null default '[]',
    error text,
    result jsonb,
    created_at timestamptz not null default now(),
    started_at timestamptz,
    ended_at timestamptz
  )`,
  'create index tasks_by_project on tasks (project_id, id desc)',
  // One task a project waits or runs, whoever asks and however often.
  "create unique index tasks_one_running on tasks (project_id) where state in ('Pending', 'Processing')",
  `create table task_outputs (
    task_id text not null references tasks on delete cascade,
    name text not null,
    storage_key text not null,
    content_type text not null,
    size bigint not null,
    created_at timestamptz not null default now(),
    primary key (task_id, name)
  )`,
];
