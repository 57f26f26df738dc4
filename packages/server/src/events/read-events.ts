import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { DomainError } from '../errors/domain-error.ts';
import type { StoredEvent } from './event.ts';
import { formatCursor, type LogPosition } from './event-cursor.ts';

/** Some events of a project, in their order. */
export interface EventPage {
  events: StoredEvent[];
  /** Where to go on: behind the last event, or where the page began when it is empty. */
  end: LogPosition;
  /** As many as were asked for: there may be more. */
  full: boolean;
}

/**
 * Reads the events behind a position: each exactly once over all pages, and none that an event with an earlier
 * place can still be committed before. A DomainError `CURSOR_EXPIRED` where some are no longer kept.
 */
export async function readEvents(
  database: Database,
  projectId: string,
  { after, limit }: { after: LogPosition; limit: number },
): Promise<EventPage> {
  const rows = await database
    .selectFrom('events')
    .select(['stamp', 'id', 'kind', 'subjectId', 'facts', 'createdAt'])
    .where('projectId', '=', projectId)
    .where(sql<boolean>`(stamp, id) > (${after.stamp}::bigint, ${after.id}::bigint)`)
    .where(sql<boolean>`stamp < event_horizon()`)
    .orderBy('stamp')
    .orderBy('id')
    .limit(limit)
    .execute();
  // Looked at after the events: what the sweep takes away in between is then noticed.
  await assertKept(database, projectId, after);
  const last = rows.at(-1);
  return {
    events: rows.map((row) => ({
      projectId,
      kind: row.kind,
      subjectId: row.subjectId,
      facts: row.facts,
      cursor: formatCursor(row),
      time: row.createdAt,
    })),
    end: last ? { stamp: last.stamp, id: last.id } : after,
    full: rows.length === limit,
  };
}

/** The end of every log now: what is told from here on comes behind it. */
export async function endOfLog(database: Database): Promise<LogPosition> {
  const { stamp } = await database
    .selectNoFrom(sql<number>`event_horizon()`.as('stamp'))
    .executeTakeFirstOrThrow();
  return { stamp, id: 0 };
}

/** Throws a DomainError `CURSOR_EXPIRED` where events behind the position are no longer kept. */
export async function assertKept(database: Database, projectId: string, after: LogPosition): Promise<void> {
  // The log's start has no past that could be missed. A position ahead of the database's own count comes from
  // before this database was restored from a copy.
  if (after.stamp === 0) return;
  const { lost } = await database
    .selectNoFrom((where) =>
      where
        .or([
          sql<boolean>`event_horizon() < ${after.stamp}::bigint
            and pg_snapshot_xmax(pg_current_snapshot())::text::bigint < ${after.stamp}::bigint`,
          where.exists(
            where
              .selectFrom('eventStarts')
              .select('id')
              .where('projectId', '=', projectId)
              .where(sql<boolean>`(stamp, id) > (${after.stamp}::bigint, ${after.id}::bigint)`),
          ),
        ])
        .as('lost'),
    )
    .executeTakeFirstOrThrow();
  if (!lost) return;
  throw new DomainError(
    'CURSOR_EXPIRED',
    'Events behind this cursor are no longer kept. Ask for the newest cursor (project.eventCursor), read the state anew, and go on from there.',
  );
}
