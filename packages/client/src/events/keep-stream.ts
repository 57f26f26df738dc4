import type { WireEvent } from '@tiepoint/protocol';
import { ConnectionError } from '../api/api-error.ts';
import type { Connection } from '../api/graphql-request.ts';
import type { Reachability } from '../api/reachability.ts';
import { within } from '../waiting/within.ts';
import { openStream, type StreamTimes } from './open-stream.ts';

/** What became known over a stream that is opened again whenever it breaks. */
export type StreamNews =
  /** `resumed`: it goes on behind the cursor that it was asked for, and nothing was missed. */
  | { type: 'opened'; cursor?: string; resumed: boolean }
  | { type: 'event'; event: WireEvent }
  /** Nothing has happened for a while. */
  | { type: 'quiet'; cursor?: string }
  /** It is tried again; `passing` as in ConnectionError. */
  | { type: 'broken'; passing: boolean };

/** A stream to keep open. */
export interface KeptStream {
  projectId: string;
  /** Where to go on; moved by what comes, and taken anew for each connection. Without a cursor: from now on. */
  place: { cursor?: string };
  /** Hears of each failure before the next try; throws where that would be in vain. */
  onFailure(error: unknown): void;
  signal?: AbortSignal;
}

/** How long to wait for what. */
export interface KeepingTimes extends StreamTimes {
  firstWaitMs: number;
  maxWaitMs: number;
}

/** What streams need of the connection that they belong to. */
export interface StreamNeeds {
  connection: Connection;
  reachability: Reachability;
  times: KeepingTimes;
}

/** The server says something every 15 seconds: after three times that the connection is dead. */
export const USUAL_TIMES: KeepingTimes = {
  firstWordMs: 10_000,
  silenceMs: 45_000,
  firstWaitMs: 500,
  maxWaitMs: 30_000,
};
const GROWTH = 1.5;
/** Part of a wait that is left to chance, so that many clients do not come back all at once. */
const JITTER = 0.5;

/** Tells what happens in a project, each event once, over as many connections as it takes; ends with the project. */
export async function* keepStream(
  { connection, reachability, times }: StreamNeeds,
  { projectId, place, onFailure, signal }: KeptStream,
): AsyncGenerator<StreamNews, void> {
  for (let waitMs = times.firstWaitMs; ; waitMs = Math.min(waitMs * GROWTH, times.maxWaitMs)) {
    let opened = false;
    let passing = true;
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
      passing = !(error instanceof ConnectionError) || error.passing;
    }
    // One that could never be opened proves nothing: a proxy may let through everything but streams.
    if (opened) reachability.failed();
    yield { type: 'broken', passing };
    // Another request may find out before that the server is back.
    await within(reachability.return, waitMs * (1 - JITTER * Math.random()), signal);
  }
}
