import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import type { StoredEvent } from './event.ts';
import { cursorExpired, type LogPosition } from './event-cursor.ts';

/** Some events of a project, in their order. */
export interface EventPage {
  projectId: string;
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
    projectId,
    events: rows.map((row) => ({
      projectId,
      kind: row.kind,
      subjectId: row.subjectId,
      facts: row.facts,
      position: { stamp: row.stamp, id: row.id },
      time: row.createdAt,
    })),
    end: last ? { stamp: last.stamp, id: last.id } : after,
    full: rows.length === limit,
  };
}

/** Behind nothing, and still a place that can be lost: what is told and swept later is then missed knowingly. */
const BEFORE_ALL: LogPosition = { stamp: 1, id: 0 };

/**
 * The end of a project's log now: what is told from here on comes behind it. That is the place of its own last event, so
 * that it stays where it is while only others have something to tell.
 */
export async function endOfLog(database: Database, projectId: string): Promise<LogPosition> {
  const newestOf = (table: 'events' | 'eventStarts') =>
    database
      .selectFrom(table)
      .select(['stamp', 'id'])
      .where('projectId', '=', projectId)
      .where(sql<boolean>`stamp < event_horizon()`)
      .orderBy('stamp', 'desc')
      .orderBy('id', 'desc')
      .limit(1)
      .executeTakeFirst();
  return (await newestOf('events')) ?? (await newestOf('eventStarts')) ?? BEFORE_ALL;
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
            and event_clock(pg_snapshot_xmax(pg_current_snapshot())) < ${after.stamp}::bigint`,
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
  if (lost) throw cursorExpired();
}
