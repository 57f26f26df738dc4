import type { WireEvent } from '@tiepoint/protocol';
import { ApiError } from '../api/api-error.ts';
import { within } from '../waiting/within.ts';
import { keepStream, type StreamNeeds } from './keep-stream.ts';

/**
 * From where on to follow a project, and how.
 *
 * @example
 * ```ts
 * import type { ProjectFollowing } from '@tiepoint/client';
 *
 * const following: ProjectFollowing = { lookEveryMs: () => 5000 };
 * for await (const news of client.followProject(projectId, following)) {
 *   console.log('Kept for the next time:', news.cursor);
 *   break;
 * }
 * ```
 */
export interface ProjectFollowing {
  /** Where an earlier following has ended; from now on when it is left out. */
  after?: string;
  /** How long to wait between two looks where no stream can be had; default: a second. */
  lookEveryMs?(): number;
  signal?: AbortSignal;
}

/**
 * What somebody who follows a project should do, and the cursor to go on behind it later.
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
  /** Something has happened. */
  | { type: 'event'; event: WireEvent; cursor: string }
  /** Anything may have happened: read the state anew. */
  | { type: 'changed'; cursor?: string }
  /** Nothing has happened for 15 seconds. What the log does not tell, such as a place in the queue, may be read anew. */
  | { type: 'quiet'; cursor?: string };

/** How long the restart of a server is waited for before the state is looked at instead. */
const PATIENCE_MS = 15_000;
const LOOK_EVERY_MS = 1000;
/** With these nothing can be read either. */
const FINAL_CODES = new Set(['NOT_FOUND', 'UNAUTHENTICATED']);

/** What following needs; `patienceMs` is how long a stream that breaks is waited for. */
export type FollowNeeds = StreamNeeds & { patienceMs?: number };

/**
 * Follows a project by its event stream. A stream that breaks is opened again behind the last event. Where none can
 * be had (a proxy that buffers or refuses streams, an old server, too many streams), it says again and again that the
 * state should be read, and goes on trying. Ends after the project's last event; rejects with an ApiError where the
 * project is gone or the user is refused.
 */
export async function* followProject(
  needs: FollowNeeds,
  projectId: string,
  { after, lookEveryMs = () => LOOK_EVERY_MS, signal }: ProjectFollowing = {},
): AsyncGenerator<ProjectNews, void> {
  const { patienceMs = PATIENCE_MS } = needs;
  const leaving = new AbortController();
  const place = { cursor: after };
  const stream = keepStream(needs, {
    projectId,
    place,
    onFailure(error) {
      if (!(error instanceof ApiError)) return;
      if (FINAL_CODES.has(error.code)) throw error;
      // The events behind this cursor are gone, or it never was one: from now on, then.
      place.cursor = undefined;
    },
    signal: signal ? AbortSignal.any([signal, leaving.signal]) : leaving.signal,
  });
  const pull = () => {
    const pulled = stream.next();
    // Heard when it is waited for; until then a failure must not count as unhandled.
    pulled.catch(() => {});
    return pulled;
  };
  let next = pull();
  // Undefined while a stream lives: nothing is looked at then.
  let lookAtMs: number | undefined = performance.now() + patienceMs;
  let looked = false;
  try {
    for (;;) {
      const came = await within(next, lookAtMs && Math.max(0, lookAtMs - performance.now()));
      if (came?.done) return;
      if (came) next = pull();
      const news = came?.value;
      if (!news) {
        looked = true;
        // What is read now is newer than what this cursor would bring.
        place.cursor = undefined;
        yield { type: 'changed' };
        lookAtMs = performance.now() + lookEveryMs();
      } else if (news.type === 'broken') {
        if (news.passing) lookAtMs ??= performance.now() + patienceMs;
        else if (!looked) lookAtMs = performance.now();
      } else {
        looked = false;
        lookAtMs = undefined;
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
