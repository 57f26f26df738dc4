import { Seats } from '../admission/seats.ts';
import type { Database } from '../database/database.ts';
import { outlast } from '../database/outlast.ts';
import { DomainError } from '../errors/domain-error.ts';
import type { Logger } from '../observability/logger.ts';
import type { LogPosition } from './event-cursor.ts';
import { createNewsBoard } from './news-board.ts';
import { type EventPage, readEvents } from './read-events.ts';
import { createSharedPages } from './shared-pages.ts';

interface Needs {
  database: Database;
  logger: Logger;
  /** Streams that each holder may have open; each costs a socket. */
  maxStreamsPerHolder: number;
}

/** Who follows a log, and until when. */
export interface Follower {
  /** Who the stream is for: each holder has a limited number of streams. */
  holder: string;
  signal: AbortSignal;
}

/** The logs of projects as they grow. */
export interface EventFeed {
  /**
   * Follows a project's log page by page, until the signal aborts or the server stops. The first page comes at
   * once, and an empty one after each quiet while. The follower's own pace decides: nothing is kept for it but
   * its position. Throws a DomainError `CURSOR_EXPIRED` or `RATE_LIMITED`.
   */
  follow(projectId: string, after: LogPosition, follower: Follower): AsyncGenerator<EventPage, void>;
  /** Ends every stream. */
  stop(): Promise<void>;
}

/** Proxies commonly cut connections that are silent for 30 or 60 seconds. */
const QUIET_MS = 15_000;
const PAGE = 200;
/** Nobody knows when a stream will end. */
const LOOK_AGAIN_SECONDS = 10;

/** Opens the feed: while anybody follows, one query in 250 ms to a second, and one for each place in a log that has news. */
export function openEventFeed(needs: Needs): EventFeed {
  const stopping = new AbortController();
  const pages = createSharedPages((projectId, after) =>
    readEvents(needs.database, projectId, { after, limit: PAGE }),
  );
  const board = createNewsBoard({ ...needs, onLooked: pages.renew }, stopping.signal);
  const seats = new Seats(needs.maxStreamsPerHolder);

  const sit = (holder: string) => {
    const rise = seats.take(holder);
    if (rise) return rise;
    const message = `You have ${needs.maxStreamsPerHolder} event streams open on this server. Close one first.`;
    const extensions = { retryAfterSeconds: LOOK_AGAIN_SECONDS };
    throw new DomainError('RATE_LIMITED', message, { extensions });
  };

  return {
    async *follow(projectId, after, { holder, signal }) {
      const ended = AbortSignal.any([signal, stopping.signal]);
      const rise = sit(holder);
      const listener = board.add(projectId);
      // Who leaves waits for nothing more; signals of its own for each wait would cost more than the events.
      ended.addEventListener('abort', listener.ring, { once: true });
      try {
        let position = after;
        let due = true;
        while (!ended.aborted) {
          const news = listener.listen();
          const after = position;
          // The log waits for its reader: what was told meanwhile comes when the database is back.
          const page = await outlast(ended, () => pages.read(projectId, after));
          position = page.end;
          if (due || page.events.length > 0) yield page;
          due = !page.full && !(await comesWithin(QUIET_MS, news));
        }
      } finally {
        board.remove(projectId, listener);
        rise();
      }
    },
    async stop() {
      stopping.abort();
      await board.done();
    },
  };
}

/** Whether it comes in time. */
function comesWithin(ms: number, news: Promise<void>): Promise<boolean> {
  const { promise, resolve } = Promise.withResolvers<boolean>();
  const timer = setTimeout(resolve, ms, false);
  news.then(() => {
    clearTimeout(timer);
    resolve(true);
  });
  return promise;
}
