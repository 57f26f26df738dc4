import { sql } from 'kysely';
import type { Database } from '../database/database.ts';

/**
 * Sets the clock of the event log to at least `time`, the clock of the cluster that the log comes from: its events are
 * then the past here too, and its cursors go on.
 */
export async function setEventClock(database: Database, time: number): Promise<void> {
  const { count } = await database
    .selectNoFrom(sql<number>`pg_snapshot_xmax(pg_current_snapshot())::text::bigint`.as('count'))
    .executeTakeFirstOrThrow();
  const ahead = Math.max(0, time - count);
  await sql
    .raw(
      `create or replace function event_clock(xid8) returns bigint language sql immutable as $$
        select $1::text::bigint + ${ahead}
      $$`,
    )
    .execute(database);
}
