import type { LogPosition } from './event-cursor.ts';
import type { EventPage } from './read-events.ts';

/** Reads a page of a project's log behind a position. */
export type ReadPage = (projectId: string, after: LogPosition) => Promise<EventPage>;

/**
 * Pages for followers: those at the same place of the same log share one page, so that an event costs as many queries as
 * there are places, not followers. A page is shared until `renew` is called; call it whenever there may be news, before
 * anybody is told of them.
 */
export function createSharedPages(read: ReadPage): { read: ReadPage; renew(): void } {
  let pages = new Map<string, Promise<EventPage>>();
  return {
    read(projectId, after) {
      const key = `${projectId} ${after.stamp} ${after.id}`;
      const shared = pages.get(key);
      if (shared) return shared;
      const current = pages;
      const page = read(projectId, after);
      current.set(key, page);
      page.catch(() => current.delete(key));
      return page;
    },
    renew() {
      pages = new Map();
    },
  };
}
