import { authenticate, type CallerHeaders, requireUser, type User } from '../auth/authenticate.ts';
import type { Database } from '../database/database.ts';
import { holdsNul, nulInText } from '../errors/explain-text.ts';
import type { EventCursors } from '../events/event-cursor.ts';
import type { EventFeed } from '../events/event-feed.ts';
import { type EventPage, endOfLog } from '../events/read-events.ts';
import { findProject, requireProject } from './find-project.ts';

export interface WatchNeeds {
  database: Database;
  eventFeed: EventFeed;
  eventCursors: EventCursors;
}

/** What somebody wants to watch, and by which right. */
export interface Watch {
  /** Looked at again and again: a token that is revoked ends the stream. */
  headers: CallerHeaders;
  projectId: string;
  /** A cursor to go on behind; from now on when it is empty or left out. */
  after?: string | null;
  signal: AbortSignal;
}

/** A right that was lost shows nothing for longer than this. */
const RIGHT_LASTS_MS = 2000;

/**
 * Watches the events of a project, page by page: the first page comes at once, an empty one after each quiet
 * while. Ends after the project's last event, or when the watcher may no longer see the project. Throws a
 * DomainError where it never might, or where events behind the cursor are no longer kept.
 */
export async function* watchProject(needs: WatchNeeds, watch: Watch): AsyncGenerator<EventPage, void> {
  const { database } = needs;
  const { projectId, signal } = watch;
  if (holdsNul(projectId)) throw nulInText('pid');
  const user = requireUser(await authenticate(database, watch.headers));
  await requireProject(database, user, projectId);
  const start = watch.after
    ? needs.eventCursors.parse(projectId, watch.after)
    : await endOfLog(database, projectId);
  let checkedAt = performance.now();
  for await (const page of needs.eventFeed.follow(projectId, start, { holder: user.id, signal })) {
    if (performance.now() - checkedAt > RIGHT_LASTS_MS) {
      if (!(await mayWatch(database, watch, user))) return;
      checkedAt = performance.now();
    }
    yield page;
    if (page.events.some(({ kind }) => kind === 'ProjectRemoved')) return;
  }
}

/** What a project has told before its removal may still be read to the end by who was reading it. */
async function mayWatch(database: Database, watch: Watch, user: User): Promise<boolean> {
  const caller = await authenticate(database, watch.headers);
  if (caller.user?.id !== user.id) return false;
  return (
    Boolean(await findProject(database, user, watch.projectId)) || (await isGone(database, watch.projectId))
  );
}

async function isGone(database: Database, projectId: string): Promise<boolean> {
  const project = await database
    .selectFrom('projects')
    .select('id')
    .where('id', '=', projectId)
    .executeTakeFirst();
  return !project;
}
