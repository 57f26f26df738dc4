import type { Page } from '../database/page.ts';

/** A page as a relay connection; ids are the cursors, unless something else is. */
export function toConnection<Row extends { id: string }>(
  page: Page<Row>,
  cursorOf: (row: Row) => string = ({ id }) => id,
) {
  const edges = page.rows.map((node) => ({ cursor: cursorOf(node), node }));
  return {
    totalCount: page.totalCount,
    pageInfo: {
      hasPreviousPage: page.hasPreviousPage,
      hasNextPage: page.hasNextPage,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
    edges,
  };
}
