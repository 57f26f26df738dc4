import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply } from 'fastify';
import { DomainError } from '../errors/domain-error.ts';
import { explainOutage } from '../errors/explain-outage.ts';
import type { EventCursors } from '../events/event-cursor.ts';
import type { EventPage } from '../events/read-events.ts';
import type { Logger } from '../observability/logger.ts';
import { toWireEvent } from '../projects/project-event.ts';
import { type WatchNeeds, watchProject } from '../projects/watch-project.ts';

interface Needs extends WatchNeeds {
  logger: Logger;
}

interface Route {
  Params: { id: string };
  Querystring: { after?: string };
}

/** What a client that has lost its connection should wait before it comes back. */
const RECONNECT_MS = 2000;

/** HTTP statuses of what a caller can act on; anything else is a bad request. */
const STATUSES: Partial<Record<string, number>> = {
  UNAUTHENTICATED: 401,
  NOT_FOUND: 404,
  CURSOR_EXPIRED: 410,
  RATE_LIMITED: 429,
};

/**
 * Serves `GET /projects/{id}/events`: a project's events as Server-Sent Events, each with its cursor as `id`.
 * The credentials are headers, as everywhere: addresses get into logs, so none is taken from the URL.
 * https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function registerEventStream(app: FastifyInstance, needs: Needs): void {
  const closing = new AbortController();
  app.addHook('preClose', async () => closing.abort());
  const write = createPageWriter(needs.eventCursors);
  const options = { exposeHeadRoute: false, config: { isStream: true } };
  app.get<Route>('/projects/:id/events', options, async (request, reply) => {
    const leaving = new AbortController();
    // A client that comes back knows better where it was than the address that it began with.
    const after = request.headers['last-event-id'] || request.query.after;
    const pages = watchProject(needs, {
      headers: request.headers,
      projectId: request.params.id,
      after: Array.isArray(after) ? after[0] : after,
      signal: AbortSignal.any([leaving.signal, closing.signal]),
    });
    const leave = () => {
      leaving.abort();
      // Nobody else ends it where the client has left before anything was written.
      void pages.return(undefined).catch(() => {});
    };
    if (reply.raw.destroyed) leave();
    else reply.raw.once('close', leave);
    try {
      const first = (await pages.next()).value ?? undefined;
      reply.headers({
        'content-type': 'text/event-stream; charset=utf-8',
        'cache-control': 'no-store',
        // Nginx would otherwise collect events until it has a buffer full.
        'x-accel-buffering': 'no',
      });
      return reply.send(Readable.from(writeStream({ logger: needs.logger, write }, first, pages)));
    } catch (error) {
      if (error instanceof DomainError) return refuse(reply, error);
      throw error;
    }
  });
}

function refuse(reply: FastifyReply, { code, message, extensions }: DomainError): FastifyReply {
  if (extensions.retryAfterSeconds) reply.header('retry-after', String(extensions.retryAfterSeconds));
  return reply.code(STATUSES[code] ?? 400).send({ error: message, code });
}

async function* writeStream(
  { logger, write }: { logger: Logger; write: PageWriter },
  first: EventPage | undefined,
  pages: AsyncGenerator<EventPage, void>,
): AsyncGenerator<string, void> {
  yield `retry: ${RECONNECT_MS}\n${first ? write(first) : '\n'}`;
  try {
    for await (const page of pages) yield write(page);
  } catch (error) {
    if (!(error instanceof DomainError)) logger.error({ err: error }, 'event stream failed');
    const known = error instanceof DomainError ? error : explainOutage(error);
    const told = known ? { code: known.code, error: known.message } : { code: 'INTERNAL' };
    yield `event: error\ndata: ${JSON.stringify(told)}\n\n`;
  }
}

type PageWriter = (page: EventPage) => string;

/** Writes each page once, however many streams share it. */
function createPageWriter(cursors: EventCursors): PageWriter {
  const written = new WeakMap<EventPage, string>();
  return (page) => {
    const text = written.get(page) ?? writePage(cursors, page);
    written.set(page, text);
    return text;
  };
}

/** A page without events is an `id` alone: nothing is told, and a client that comes back goes on from there. */
function writePage(cursors: EventCursors, { projectId, events, end }: EventPage): string {
  if (events.length === 0) return `id: ${cursors.format(projectId, end)}\n\n`;
  return events
    .map((event) => toWireEvent(cursors, event))
    .map((event) => `id: ${event.cursor}\ndata: ${JSON.stringify(event)}\n\n`)
    .join('');
}
