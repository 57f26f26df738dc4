import type { WireEvent } from '@tiepoint/protocol';
import { ConnectionError } from '../api/api-error.ts';
import type { Connection } from '../api/graphql-request.ts';
import type { Reachability } from '../api/reachability.ts';
import { within } from '../waiting/within.ts';
import { openStream, type StreamTimes } from './open-stream.ts';

/** News from a stream that is reopened whenever it breaks. */
export type StreamNews =
  /** `resumed`: it continues after the requested cursor, and nothing was missed. */
  | { type: 'opened'; cursor?: string; resumed: boolean }
  | { type: 'event'; event: WireEvent }
  /** Heartbeat: nothing has happened for a while. */
  | { type: 'quiet'; cursor?: string }
  /** The stream broke and is reopened; `transient` as in ConnectionError. */
  | { type: 'broken'; transient: boolean };

/** A stream to keep open. */
export interface KeptStream {
  projectId: string;
  /** Where to continue; advanced by events, and read for each connection. Without a cursor: from now on. */
  place: { cursor?: string };
  /** Called with each failure before the next try; throws to give up. */
  onFailure(error: unknown): void;
  signal?: AbortSignal;
}

/** Timeouts and wait times. */
export interface KeepingTimes extends StreamTimes {
  firstWaitMs: number;
  maxWaitMs: number;
}

/** What streams need. */
export interface StreamNeeds {
  connection: Connection;
  reachability: Reachability;
  times: KeepingTimes;
}

/** The server sends a heartbeat every 15 seconds: after three missing ones the connection is dead. */
export const USUAL_TIMES: KeepingTimes = {
  firstMessageMs: 10_000,
  silenceMs: 45_000,
  firstWaitMs: 500,
  maxWaitMs: 30_000,
};
const GROWTH = 1.5;
/** Jitter: the random part of a wait, so that many clients do not return at the same time. */
const JITTER = 0.5;

/** Yields the events of a project, each exactly once, over as many connections as it takes; ends with the project. */
export async function* keepStream(
  { connection, reachability, times }: StreamNeeds,
  { projectId, place, onFailure, signal }: KeptStream,
): AsyncGenerator<StreamNews, void> {
  for (let waitMs = times.firstWaitMs; ; waitMs = Math.min(waitMs * GROWTH, times.maxWaitMs)) {
    let opened = false;
    let transient = true;
    const after = place.cursor;
    try {
      for await (const { cursor, event } of openStream(connection, { projectId, after, times, signal })) {
        reachability.answered();
        waitMs = times.firstWaitMs;
        const first = !opened;
        opened = true;
        place.cursor = cursor ?? place.cursor;
        if (first) yield { type: 'opened', cursor: event ? after : cursor, resumed: after !== undefined };
        else if (!event) yield { type: 'quiet', cursor };
        if (event) yield { type: 'event', event };
        if (event?.kind === 'ProjectRemoved') return;
      }
    } catch (error) {
      signal?.throwIfAborted();
      onFailure(error);
      transient = !(error instanceof ConnectionError) || error.transient;
    }
    // A stream that could never be opened proves nothing: a proxy may let everything through except streams.
    if (opened) reachability.failed();
    yield { type: 'broken', transient: transient };
    // Another request may find the server reachable again earlier.
    await within(reachability.return, waitMs * (1 - JITTER * Math.random()), signal);
  }
}
