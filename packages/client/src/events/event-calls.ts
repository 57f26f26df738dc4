import type * as protocol from '@tiepoint/protocol';
import { ConnectionError } from '../api/api-error.ts';
import type { Connection } from '../api/graphql-request.ts';
import { createReachability, type Reachability } from '../api/reachability.ts';
import { followProject, type ProjectFollowing } from './follow-project.ts';
import { keepStream, type StreamNeeds, USUAL_TIMES } from './keep-stream.ts';

/**
 * An event of a project; `kind` determines which fields are set.
 *
 * @example
 * ```ts
 * import type { WireEvent } from '@tiepoint/client';
 *
 * const describe = ({ kind, imageState, taskState }: WireEvent) => `${kind} ${imageState ?? taskState ?? ''}`;
 * await client.startReconstruction(projectId);
 * for await (const event of client.watchEvents(projectId, { after: '0_0' })) {
 *   console.log(describe(event));
 *   if (event.taskState === 'Done') break;
 * }
 * ```
 */
export type WireEvent = protocol.WireEvent;

/**
 * Where to start watching, and when to stop.
 *
 * @example
 * ```ts
 * import type { EventWatch } from '@tiepoint/client';
 *
 * const untilTired: EventWatch = { signal: AbortSignal.timeout(50) };
 * try {
 *   for await (const { kind, imageState } of client.watchEvents(projectId, untilTired)) console.log(kind, imageState);
 * } catch (error) {
 *   if (!untilTired.signal?.aborted) throw error;
 * }
 * ```
 */
export interface EventWatch {
  /** A cursor to continue after (default: from now on). */
  after?: string;
  signal?: AbortSignal;
}

/** Calls for the events of projects. */
export function eventCalls(connection: Connection, reachability: Reachability = createReachability()) {
  const needs: StreamNeeds = { connection, reachability, times: USUAL_TIMES };
  return {
    /**
     * The events of a project as they happen, each exactly once: a broken stream is resumed after the last event.
     * Ends after the project's last event. Rejects with an ApiError when the server refuses: `CURSOR_EXPIRED` means
     * that the state must be read again.
     */
    watchEvents: (projectId: string, watch: EventWatch = {}) => watchEvents(needs, projectId, watch),

    /**
     * Like `watchEvents`, for code that mirrors the project's state; falls back to polling when no event stream is
     * available.
     */
    followProject: (projectId: string, following: ProjectFollowing = {}) =>
      followProject(needs, projectId, following),
  };
}

async function* watchEvents(
  needs: StreamNeeds,
  projectId: string,
  { after, signal }: EventWatch,
): AsyncGenerator<WireEvent, void> {
  const onFailure = (error: unknown) => {
    if (!(error instanceof ConnectionError && error.transient)) throw error;
  };
  for await (const news of keepStream(needs, { projectId, place: { cursor: after }, onFailure, signal })) {
    if (news.type === 'event') yield news.event;
  }
}
