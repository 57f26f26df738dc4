import { type Kysely, sql } from 'kysely';

/** Deadlines count only time in which a server ran, by the clock of the database. */
export const deadlines = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  // One row: when a server was last seen, and since when one has been running without a gap.
  `create table server_life (
    id boolean primary key default true check (id),
    seen_at timestamptz not null default now(),
    resumed_at timestamptz not null default now()
  )`,
  'insert into server_life default values',
  // Since when something that moved at that time has waited while a server ran. A time in the future is that of a clock
  // that was set back since; without a recent sign of a server, nothing has waited yet.
  `create function waiting_since(moved_at timestamptz) returns timestamptz language sql stable as $$
    select greatest(
      case when moved_at <= now() then moved_at end,
      case when seen_at between now() - interval '2 minutes' and now() + interval '2 minutes'
        then resumed_at else now() end
    ) from server_life
  $$`,
  // ETag of the uploaded bytes that were judged: whatever else lies there came later, and is taken in.
  'alter table images add column upload_etag text',
  'alter table meta_files add column upload_etag text',
  // What arrives after its deadline is still taken in.
  'alter table imported_models add column timed_out boolean not null default false',
];
