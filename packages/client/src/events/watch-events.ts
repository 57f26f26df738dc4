import type { WireEvent } from '@tiepoint/protocol';
import { ApiError, ConnectionError } from '../api/api-error.ts';
import type { Connection } from '../api/graphql-request.ts';
import { sleep } from '../waiting/sleep.ts';
import { readMessages, type StreamMessage } from './read-messages.ts';

/** From where on to watch, and until when. */
export interface EventWatch {
  /** A cursor to go on behind; from now on when it is left out. */
  after?: string;
  signal?: AbortSignal;
}

/** The server says something every 15 seconds: after three times that the connection is dead. */
const SILENCE_MS = 45_000;
const FIRST_WAIT_MS = 500;
const MAX_WAIT_MS = 30_000;
/** Part of a wait that is left to chance, so that many clients do not come back all at once. */
const JITTER = 0.5;

/** Makes the call that watches what happens in projects. */
export function eventCalls(connection: Connection) {
  return {
    /**
     * The events of a project as they happen, each once: whatever happens to the connection, it goes on behind the
     * last one. Ends after the project's last event. Rejects with an ApiError where the server refuses:
     * `CURSOR_EXPIRED` means that the state has to be read anew.
     */
    watchEvents: (projectId: string, watch: EventWatch = {}) => watchEvents(connection, projectId, watch),
  };
}

async function* watchEvents(
  connection: Connection,
  projectId: string,
  { after, signal }: EventWatch,
): AsyncGenerator<WireEvent, void> {
  let cursor = after;
  for (let waitMs = FIRST_WAIT_MS; ; waitMs = Math.min(waitMs * 2, MAX_WAIT_MS)) {
    try {
      for await (const message of openStream(connection, projectId, cursor, signal)) {
        waitMs = FIRST_WAIT_MS;
        const event = readEvent(message);
        if (event) yield event;
        cursor = message.id ?? cursor;
        if (event?.kind === 'ProjectRemoved') return;
      }
    } catch (error) {
      signal?.throwIfAborted();
      if (!(error instanceof ConnectionError && error.passing)) throw error;
    }
    await sleep(waitMs * (1 - JITTER * Math.random()), signal);
  }
}

async function* openStream(
  connection: Connection,
  projectId: string,
  cursor: string | undefined,
  signal: AbortSignal | undefined,
): AsyncGenerator<StreamMessage, void> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), SILENCE_MS);
  const onBytes = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), SILENCE_MS);
  };
  try {
    const response = await fetch(streamUrl(connection, projectId, cursor), {
      headers: { key: connection.key, altitoken: connection.token },
      signal: signal ? AbortSignal.any([signal, silence.signal]) : silence.signal,
    });
    if (!response.ok || !response.body) throw await readRefusal(connection, response);
    yield* readMessages(response.body, onBytes);
  } catch (error) {
    if (error instanceof ApiError || error instanceof ConnectionError) throw error;
    throw new ConnectionError(`The connection to ${connection.endpoint} was lost.`, true, { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

function streamUrl({ endpoint }: Connection, projectId: string, cursor: string | undefined): URL {
  const url = new URL(`/projects/${encodeURIComponent(projectId)}/events`, endpoint);
  if (cursor) url.searchParams.set('after', cursor);
  return url;
}

async function readRefusal({ endpoint }: Connection, response: Response): Promise<Error> {
  const { status } = response;
  const passing = status === 429 || status >= 500;
  const said = (await response.json().catch(() => ({}))) as { code?: string; error?: string };
  if (!passing && said.code) return new ApiError(said.code, said.error ?? said.code);
  return new ConnectionError(`The server at ${endpoint} answered with HTTP status ${status}.`, passing);
}

/** Undefined where a message only says how far the log has come. */
function readEvent({ event, data }: StreamMessage): WireEvent | undefined {
  if (data === undefined) return undefined;
  const told: unknown = JSON.parse(data);
  if (event !== 'error') return told as WireEvent;
  const { code, error } = told as { code: string; error?: string };
  if (code === 'INTERNAL' || code === 'UNAVAILABLE')
    throw new ConnectionError('The server has lost the thread.', true);
  throw new ApiError(code, error ?? code);
}
