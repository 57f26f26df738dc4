import type { WireEvent } from '@tiepoint/protocol';
import type { FastifyRequest } from 'fastify';
import { GraphQLError } from 'graphql';
import { z } from 'zod';
import { authenticate, type CallerHeaders, requireUser } from '../../auth/authenticate.ts';
import type { StoredEvent } from '../../events/event.ts';
import type { EventPage } from '../../events/read-events.ts';
import type { Logger } from '../../observability/logger.ts';
import { toWireEvent } from '../../projects/project-event.ts';
import { type WatchNeeds, watchProject } from '../../projects/watch-project.ts';
import { formatErrors } from '../format-error.ts';

interface Needs extends WatchNeeds {
  logger: Logger;
}

/** What a subscription knows of the socket that it came over. */
export interface SocketContext {
  headers: CallerHeaders;
  /** Out of the connection's first message: browsers can't set headers of a socket. */
  offered: Pick<CallerHeaders, 'key' | 'altitoken'>;
  requestId: string;
}

const KEEP_ALIVE_MS = 15_000;

const credentials = z.object({ key: z.string().optional(), altitoken: z.string().optional() });
/** Clients send them plain, or under `headers` as Apollo's do. */
const firstMessage = z.union([z.object({ headers: credentials }), credentials]).catch({});

/** How events and errors are told over a socket. */
interface Wording {
  say: (event: StoredEvent) => WireEvent;
  translate: (error: unknown) => unknown;
}

/** How sockets are served at `/graphql`: who asks is found out with each subscription. */
export const socketSettings = {
  keepAlive: KEEP_ALIVE_MS,
  context: (_socket: unknown, request: FastifyRequest) => ({
    headers: request.headers,
    requestId: request.id,
  }),
  onConnect: ({ payload }: { payload?: unknown }) => ({ offered: readOffered(payload) }),
};

/** The credentials in a socket's first message. */
export function readOffered(payload: unknown): SocketContext['offered'] {
  const message = firstMessage.parse(payload);
  return 'headers' in message ? message.headers : message;
}

/** Tells of a project's events as they happen. */
export function subscribeToEvents(
  needs: Needs,
  { pid, after }: { pid: string; after?: string | null },
  context: SocketContext,
): AsyncIterableIterator<{ projectEvents: WireEvent }> {
  const headers = credentialsOf(context);
  return eachEvent((signal) => watchProject(needs, { headers, projectId: pid, after, signal }), {
    say: (event) => toWireEvent(needs.eventCursors, event),
    translate: (error) => explain(error, needs.logger, context.requestId),
  });
}

/** Throws what the client is told unless a user has opened the socket. */
export async function requireSocketUser(needs: Needs, context: SocketContext): Promise<void> {
  try {
    requireUser(await authenticate(needs.database, credentialsOf(context)));
  } catch (error) {
    throw explain(error, needs.logger, context.requestId);
  }
}

function credentialsOf({ headers, offered }: SocketContext): CallerHeaders {
  const { key = offered.key, altitoken = offered.altitoken } = headers;
  return { ...headers, key, altitoken };
}

/**
 * The events of the pages, one by one. Not a generator itself: a subscriber that leaves must not wait for the next event
 * of a quiet project.
 */
function eachEvent(
  open: (signal: AbortSignal) => AsyncGenerator<EventPage, void>,
  wording: Wording,
): AsyncIterableIterator<{ projectEvents: WireEvent }> {
  const leaving = new AbortController();
  const events = flatten(open(leaving.signal), wording);
  return {
    next: () => events.next(),
    return: () => {
      leaving.abort();
      return events.return();
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

async function* flatten(
  pages: AsyncGenerator<EventPage, void>,
  { say, translate }: Wording,
): AsyncGenerator<{ projectEvents: WireEvent }, void> {
  try {
    for await (const { events } of pages) {
      for (const event of events) yield { projectEvents: say(event) };
    }
  } catch (error) {
    throw translate(error);
  }
}

/** Errors of a socket do not pass the formatter of requests. */
function explain(error: unknown, logger: Logger, requestId: string): unknown {
  const originalError = error instanceof Error ? error : new Error(String(error));
  const found = new GraphQLError(originalError.message, { originalError });
  return formatErrors([found], { logger, requestId, maxBodyBytes: Infinity })[0];
}
