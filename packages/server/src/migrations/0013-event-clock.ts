import { type Kysely, sql } from 'kysely';

/**
 * One place that makes stamps out of transaction numbers. These belong to a cluster: a database that moves into another
 * one gets a clock that is set forward (setEventClock), and every cursor and webhook goes on where it was.
 */
export const eventClock = {
  async up(db: Kysely<unknown>): Promise<void> {
    for (const statement of STATEMENTS) await sql.raw(statement).execute(db);
  },
};

const STATEMENTS = [
  `create function event_clock(xid8) returns bigint language sql immutable as $$
    select $1::text::bigint + 0
  $$`,
  `create or replace function event_stamp() returns bigint language plpgsql volatile as $$
  begin
    return greatest(
      event_clock(pg_current_xact_id()),
      event_clock(pg_snapshot_xmax(pg_current_snapshot())) - 1
    );
  end $$`,
  `create or replace function event_horizon() returns bigint language sql stable as $$
    select event_clock(pg_snapshot_xmin(pg_current_snapshot()))
  $$`,
];
