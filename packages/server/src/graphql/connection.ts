import type { Page } from '../database/page.ts';

/** A page as a relay connection; ids are the cursors. */
export function toConnection<Row extends { id: string }>(page: Page<Row>) {
  return {
    totalCount: page.totalCount,
    pageInfo: {
      hasPreviousPage: page.hasPreviousPage,
      hasNextPage: page.hasNextPage,
      startCursor: page.rows[0]?.id ?? null,
      endCursor: page.rows.at(-1)?.id ?? null,
    },
    edges: page.rows.map((node) => ({ cursor: node.id, node })),
  };
}
