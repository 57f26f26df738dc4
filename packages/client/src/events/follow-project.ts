import type { WireEvent } from '@tiepoint/protocol';
import { ApiError } from '../api/api-error.ts';
import { within } from '../waiting/within.ts';
import { keepStream, type StreamNeeds } from './keep-stream.ts';

/**
 * Where to start following a project, and how.
 *
 * @example
 * ```ts
 * import type { ProjectFollowing } from '@tiepoint/client';
 *
 * const following: ProjectFollowing = { pollEveryMs: () => 5000 };
 * for await (const news of client.followProject(projectId, following)) {
 *   console.log('Kept for the next time:', news.cursor);
 *   break;
 * }
 * ```
 */
export interface ProjectFollowing {
  /** The cursor of an earlier follower (default: from now on). */
  after?: string;
  /** Poll interval when no stream is available (default: one second). */
  pollEveryMs?(): number;
  signal?: AbortSignal;
}

/**
 * What a follower of a project should do, and the cursor to continue after later.
 *
 * @example
 * ```ts
 * import type { ProjectNews } from '@tiepoint/client';
 *
 * // Whether the list of photos that is shown has to be read anew.
 * const changesPhotos = (news: ProjectNews) =>
 *   news.type === 'changed' || (news.type === 'event' && news.event.imageId !== undefined);
 *
 * for await (const news of client.followProject(projectId)) {
 *   if (!changesPhotos(news)) continue;
 *   console.log((await client.listImages({ projectId, filter: 'Ready', first: 100 })).totalCount);
 *   break;
 * }
 * ```
 */
export type ProjectNews =
  /** An event has happened. */
  | { type: 'event'; event: WireEvent; cursor: string }
  /** Anything may have happened: read the state again. */
  | { type: 'changed'; cursor?: string }
  /**
   * Nothing has happened for 15 seconds. State that is not in the log, such as the place in the queue, may be read
   * again.
   */
  | { type: 'quiet'; cursor?: string };

/** How long to wait for a restarting server before falling back to polling. */
const RECONNECT_FOR_MS = 15_000;
const POLL_EVERY_MS = 1000;
/** With these errors, nothing can be read either. */
const FINAL_CODES = new Set(['NOT_FOUND', 'UNAUTHENTICATED']);

/** What following needs; `reconnectForMs` is how long to wait for a broken stream. */
export type FollowNeeds = StreamNeeds & { reconnectForMs?: number };

/**
 * Follows a project by its event stream. A broken stream is resumed after the last event. When no stream is available
 * (a proxy that buffers or refuses streams, an old server, too many streams), it asks for the state to be read at
 * intervals, and keeps trying to open one. Ends after the project's last event; rejects with an ApiError when the
 * project is gone or the user is refused.
 */
export async function* followProject(
  needs: FollowNeeds,
  projectId: string,
  { after, pollEveryMs = () => POLL_EVERY_MS, signal }: ProjectFollowing = {},
): AsyncGenerator<ProjectNews, void> {
  const { reconnectForMs = RECONNECT_FOR_MS } = needs;
  const leaving = new AbortController();
  const place = { cursor: after };
  const stream = keepStream(needs, {
    projectId,
    place,
    onFailure(error) {
      if (!(error instanceof ApiError)) return;
      if (FINAL_CODES.has(error.code)) throw error;
      // The events after this cursor are gone, or it is invalid: start from now on.
      place.cursor = undefined;
    },
    signal: signal ? AbortSignal.any([signal, leaving.signal]) : leaving.signal,
  });
  const pull = () => {
    const pulled = stream.next();
    // Handled when it is awaited; until then a failure must not be reported as unhandled.
    pulled.catch(() => {});
    return pulled;
  };
  let next = pull();
  // Undefined while a stream is open: no polling then.
  let pollAtMs: number | undefined = performance.now() + reconnectForMs;
  let looked = false;
  try {
    for (;;) {
      const came = await within(next, pollAtMs && Math.max(0, pollAtMs - performance.now()));
      if (came?.done) return;
      if (came) next = pull();
      const news = came?.value;
      if (!news) {
        looked = true;
        // The state read now is newer than the events after this cursor.
        place.cursor = undefined;
        yield { type: 'changed' };
        pollAtMs = performance.now() + pollEveryMs();
      } else if (news.type === 'broken') {
        if (news.transient) pollAtMs ??= performance.now() + reconnectForMs;
        else if (!looked) pollAtMs = performance.now();
      } else {
        looked = false;
        pollAtMs = undefined;
        if (news.type === 'event') yield { ...news, cursor: news.event.cursor };
        else if (news.type === 'quiet') yield news;
        else if (!news.resumed) yield { type: 'changed', cursor: news.cursor };
      }
    }
  } finally {
    leaving.abort();
    stream.return().catch(() => {});
  }
}
