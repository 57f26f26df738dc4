import { type Kysely, sql } from 'kysely';

/** Options, photos, log and control points of tasks. */
export const engines = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  'alter table tasks add column options jsonb',
  `update tasks set options = jsonb_build_object(
    'quality', quality, 'engine', engine, 'maxImageSize', null, 'matcher', 'auto', 'cameraSharing', 'auto',
    'coordinateSystem', 'local', 'targetFaces', null)`,
  'alter table tasks alter column options set not null',
  'alter table tasks drop column quality',
  'alter table tasks drop column engine',
  'alter table tasks add column start_reason text',
  'alter table tasks add column work_key text',
  `update projects set prestart = jsonb_build_object('policy', '{}'::jsonb, 'options', jsonb_build_object(
    'quality', prestart ->> 'quality', 'engine', 'colmap', 'maxImageSize', null, 'matcher', 'auto',
    'cameraSharing', 'auto', 'coordinateSystem', 'local', 'targetFaces', null)) where prestart is not null`,
  'create index projects_to_start on projects (id) where prestart is not null',
  // The photos that a task works on stay the same however often it is interrupted.
  `create table task_photos (
    task_id text not null references tasks on delete cascade,
    image_id text not null,
    name text not null,
    file_name text not null,
    sha1 text,
    size bigint,
    width integer,
    height integer,
    fault text,
    left_out text,
    primary key (task_id, image_id)
  )`,
  // Rises with each attempt: a worker that has lost its task to another one writes nothing any more.
  'alter table tasks add column fence integer not null default 0',
  'alter table tasks add column step_started_at timestamptz',
  'alter table tasks add column expected_steps jsonb',
  'alter table tasks add column provenance jsonb',
  'alter table task_outputs add column sha256 text',
  `create table task_log_lines (
    task_id text not null references tasks on delete cascade,
    number integer not null,
    line text not null,
    primary key (task_id, number)
  )`,
  `create table alignment_points (
    id text primary key,
    project_id text not null references projects on delete cascade,
    image_id text not null references images on delete cascade,
    name text not null,
    x double precision not null,
    y double precision not null,
    place jsonb not null,
    checkpoint boolean not null default false,
    created_at timestamptz not null default now()
  )`,
  'create index alignment_points_by_project on alignment_points (project_id, id)',
  'create unique index alignment_points_by_image on alignment_points (image_id, name)',
];
