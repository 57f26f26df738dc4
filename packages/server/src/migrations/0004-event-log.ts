import { type Kysely, sql } from 'kysely';

/** The log of events, where it begins for each project, and who is told of them. */
export const eventLog = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  // Evaluated when a row is written, behind every lock that its transaction has waited for; volatile, so that it
  // sees a snapshot of its own. What was committed before then has no larger stamp, and a stamp is never below
  // its transaction's number: see docs/decisions/0006-event-log.md.
  `create function event_stamp() returns bigint language plpgsql volatile as $$
  begin
    return greatest(
      pg_current_xact_id()::text::bigint,
      pg_snapshot_xmax(pg_current_snapshot())::text::bigint - 1
    );
  end $$`,
  // Every event with a stamp below has been committed or never will be.
  `create function event_horizon() returns bigint language sql stable as $$
    select pg_snapshot_xmin(pg_current_snapshot())::text::bigint
  $$`,
  `create table events (
    project_id text not null,
    stamp bigint not null default event_stamp(),
    id bigint not null generated always as identity,
    kind text not null,
    subject_id text not null,
    facts jsonb not null,
    created_at timestamptz not null default clock_timestamp(),
    primary key (project_id, stamp, id)
  )`,
  // Rows lie in the order of their time, so this costs next to nothing to keep.
  'create index events_by_time on events using brin (created_at) with (pages_per_range = 16)',
  `create table event_starts (
    project_id text primary key,
    stamp bigint not null,
    id bigint not null
  )`,
  // No foreign key on the project: its last event is told after it has gone.
  `create table webhooks (
    id text primary key,
    project_id text not null,
    owner_id text not null references users on delete cascade,
    url text not null,
    kinds text[],
    secret text not null,
    enabled boolean not null default true,
    disabled_reason text,
    stamp bigint not null,
    event_id bigint not null,
    due_at timestamptz not null default now(),
    leased_until timestamptz,
    failures integer not null default 0,
    failing_since timestamptz,
    last_status integer,
    last_error text,
    last_tried_at timestamptz,
    created_at timestamptz not null default now()
  )`,
  'create index webhooks_by_project on webhooks (project_id, id)',
  'create index webhooks_by_owner on webhooks (owner_id)',
  'create index webhooks_due on webhooks (due_at) where enabled',
];
