import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import './event.ts';

/** Few enough that a statement takes a moment: a long one would hold the log's readers up. */
const CHUNK = 10_000;

/**
 * Removes the events that were told before `until`, and remembers for each project how far: who then asks for
 * what is gone is told so. Gives how many went.
 */
export async function sweepEvents(database: Database, until: Date, signal: AbortSignal): Promise<number> {
  let total = 0;
  while (!signal.aborted) {
    const { gone } = await removeChunk(database, until);
    total += gone;
    if (gone < CHUNK) break;
  }
  return total;
}

async function removeChunk(database: Database, until: Date): Promise<{ gone: number }> {
  const { rows } = await sql<{ gone: number }>`
    with gone as (
      delete from events
      where (project_id, stamp, id) in (
        select project_id, stamp, id from events where created_at < ${until} limit ${CHUNK} for update skip locked
      )
      returning project_id, stamp, id
    ),
    last as (
      select distinct on (project_id) project_id, stamp, id from gone order by project_id, stamp desc, id desc
    ),
    noted as (
      insert into event_starts (project_id, stamp, id)
      -- In a database restored from a copy the old stamps may lie ahead of its own count.
      select project_id, least(stamp, event_horizon()), id from last order by project_id
      on conflict (project_id) do update set stamp = excluded.stamp, id = excluded.id
      where (event_starts.stamp, event_starts.id) < (excluded.stamp, excluded.id)
    )
    select count(*) as gone from gone`.execute(database);
  return rows[0] ?? { gone: 0 };
}
