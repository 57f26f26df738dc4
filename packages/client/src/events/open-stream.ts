import type { WireEvent } from '@tiepoint/protocol';
import { ApiError, ConnectionError } from '../api/api-error.ts';
import type { Connection } from '../api/graphql-request.ts';
import { readMessages, type StreamMessage } from './read-messages.ts';

/** A message of a stream: the position in the log, and an event. */
export interface StreamUpdate {
  /** Where to resume if the stream breaks now. */
  cursor?: string;
  event?: WireEvent;
}

/** A stream to open. */
export interface StreamRequest {
  projectId: string;
  /** A cursor to continue after (default: from now on). */
  after?: string;
  times: StreamTimes;
  signal?: AbortSignal;
}

/** How long a stream may be silent before it is considered dead. */
export interface StreamTimes {
  /** Before the first message, which the server sends at once. */
  firstMessageMs: number;
  /** After the first message. */
  silenceMs: number;
}

/**
 * Opens one event stream and yields its messages until it ends. Rejects with an ApiError when the server refuses,
 * with a transient ConnectionError when the connection breaks or is silent, and with a permanent one when the
 * response is not an event stream.
 */
export async function* openStream(
  connection: Connection,
  { projectId, after, times, signal }: StreamRequest,
): AsyncGenerator<StreamUpdate, void> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), times.firstMessageMs);
  const onBytes = () => {
    clearTimeout(timer);
    timer = setTimeout(() => silence.abort(), times.silenceMs);
  };
  try {
    const response = await fetch(streamUrl(connection, projectId, after), {
      headers: { key: connection.key, altitoken: connection.token },
      signal: signal ? AbortSignal.any([signal, silence.signal]) : silence.signal,
    });
    if (!isEventStream(response)) throw await readRefusal(connection, response);
    for await (const message of readMessages(response.body, onBytes)) yield readWord(message);
  } catch (error) {
    if (error instanceof ApiError || error instanceof ConnectionError) throw error;
    signal?.throwIfAborted();
    throw new ConnectionError(`The connection to ${connection.endpoint} was lost.`, true, { cause: error });
  } finally {
    clearTimeout(timer);
    silence.abort();
  }
}

function streamUrl({ endpoint }: Connection, projectId: string, cursor: string | undefined): URL {
  const url = new URL(`/projects/${encodeURIComponent(projectId)}/events`, endpoint);
  if (cursor) url.searchParams.set('after', cursor);
  return url;
}

function isEventStream(response: Response): response is Response & { body: ReadableStream<Uint8Array> } {
  const type = response.headers.get('content-type') ?? '';
  return response.ok && response.body !== null && type.startsWith('text/event-stream');
}

async function readRefusal({ endpoint }: Connection, response: Response): Promise<Error> {
  const { status } = response;
  const transient = status === 429 || status >= 500;
  const said = (await response.json().catch(() => ({}))) as { code?: string; error?: string };
  if (!transient && said.code) return new ApiError(said.code, said.error ?? said.code);
  const message = response.ok
    ? `The response of ${endpoint} is not an event stream.`
    : `The server at ${endpoint} answered with HTTP status ${status}.`;
  return new ConnectionError(message, transient);
}

function readWord({ id, event, data }: StreamMessage): StreamUpdate {
  if (data === undefined) return { cursor: id };
  const told: unknown = JSON.parse(data);
  if (event !== 'error') return { cursor: id, event: told as WireEvent };
  const { code, error } = told as { code: string; error?: string };
  if (code === 'INTERNAL' || code === 'UNAVAILABLE') {
    throw new ConnectionError('The server could not continue its event stream.', true);
  }
  throw new ApiError(code, error ?? code);
}
