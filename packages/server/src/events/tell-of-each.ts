import type { EVENT_KIND } from '@tiepoint/protocol';
import { type RawBuilder, sql } from 'kysely';
import type { EventFacts } from './event.ts';

/**
 * The part of a statement that tells the same of each row which another part of it, called `rows`, has written;
 * a row has its project in `project_id` and its own id in `id`. One statement for both saves a round trip, and
 * outside a transaction it is one.
 */
export function tellOfEach(rows: string, kind: EVENT_KIND, facts: EventFacts): RawBuilder<object> {
  return sql`(insert into events (project_id, kind, subject_id, facts)
    select project_id, ${kind}, id, ${JSON.stringify(facts)}::jsonb from ${sql.id(rows)})`;
}
