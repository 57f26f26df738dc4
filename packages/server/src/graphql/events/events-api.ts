import { cutPage } from '../../database/page.ts';
import { LOG_START } from '../../events/event-cursor.ts';
import { endOfLog, readEvents } from '../../events/read-events.ts';
import type { Parts } from '../../parts.ts';
import { toWireEvent } from '../../projects/project-event.ts';
import type { ApiModule } from '../api-module.ts';
import type { ProjectResolvers } from '../generated.ts';
import { type SocketContext, subscribeToEvents } from './event-subscription.ts';

/** A project's events: those that have happened, and those that happen. */
export function eventsApi(parts: Parts): ApiModule {
  return {
    resolvers: {
      Project: eventFields(parts),
      Subscription: {
        projectEvents: {
          // Over a socket the context is what `socketSettings` makes.
          subscribe: (_, wish, context) =>
            subscribeToEvents(parts, wish, context as unknown as SocketContext),
        },
      },
    },
  };
}

function eventFields({ database, eventCursors }: Parts): ProjectResolvers {
  return {
    eventCursor: async ({ id }) => eventCursors.format(id, await endOfLog(database, id)),
    events: async (project, { first, after }) => {
      const { limit, after: cursor } = cutPage({ first, after });
      const position = cursor ? eventCursors.parse(project.id, cursor) : LOG_START;
      const { events } = await readEvents(database, project.id, { after: position, limit: limit + 1 });
      const edges = events.slice(0, limit).map((event) => {
        const node = toWireEvent(eventCursors, event);
        return { cursor: node.cursor, node };
      });
      return {
        edges,
        pageInfo: {
          hasPreviousPage: cursor !== undefined,
          hasNextPage: events.length > limit,
          startCursor: edges[0]?.cursor ?? null,
          // Behind an empty page one goes on where one was.
          endCursor: edges.at(-1)?.cursor ?? cursor ?? null,
        },
      };
    },
  };
}
