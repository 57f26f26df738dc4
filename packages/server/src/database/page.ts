import { type SelectQueryBuilder, sql } from 'kysely';
import type { Tables } from './database.ts';

/** One page of a list, in the terms of a relay connection. Empty cursors count as absent. */
export interface PageRequest {
  first?: number | null;
  last?: number | null;
  after?: string | null;
  before?: string | null;
}

/** A page, with what lies before and behind it. */
export interface Page<Row> {
  rows: Row[];
  totalCount: number;
  hasPreviousPage: boolean;
  hasNextPage: boolean;
}

/** How a page is cut: how many rows, from which end, between which cursors. */
export interface PageCut {
  limit: number;
  fromEnd: boolean;
  after?: string;
  before?: string;
}

const DEFAULT_ROWS = 100;
const MAX_ROWS = 1000;
const id = sql<string>`id`;

/** Reads a request leniently: more than the maximum is the maximum, less than nothing is nothing. */
export function cutPage(request: PageRequest): PageCut {
  const fromEnd = request.first == null && request.last != null;
  const wanted = (fromEnd ? request.last : request.first) ?? DEFAULT_ROWS;
  return {
    limit: Math.max(0, Math.min(MAX_ROWS, wanted)),
    fromEnd,
    after: request.after || undefined,
    before: request.before || undefined,
  };
}

/** Reads a page of rows by their ids, the oldest first or the newest first. */
export async function readPage<Name extends keyof Tables, Row extends { id: string }>(
  rows: SelectQueryBuilder<Tables, Name, Row>,
  request: PageRequest,
  order: 'oldest first' | 'newest first' = 'oldest first',
): Promise<Page<Row>> {
  const cut = cutPage(request);
  const [behind, before] = order === 'oldest first' ? (['>', '<'] as const) : (['<', '>'] as const);
  const ascending = (order === 'oldest first') !== cut.fromEnd;
  let page = rows;
  if (cut.after) page = page.where(id, behind, cut.after);
  if (cut.before) page = page.where(id, before, cut.before);
  const [found, total] = await Promise.all([
    page
      .orderBy(id, ascending ? 'asc' : 'desc')
      .limit(cut.limit + 1)
      .execute(),
    rows.clearSelect().select(sql<number>`count(*)`.as('count')).executeTakeFirstOrThrow(),
  ]);
  return toPage(found, cut, total.count);
}

/** Makes a page out of up to `limit + 1` rows, read in the direction of the cut. */
function toPage<Row>(rows: Row[], cut: PageCut, totalCount: number): Page<Row> {
  const more = rows.length > cut.limit;
  const kept = rows.slice(0, cut.limit);
  return cut.fromEnd
    ? { rows: kept.reverse(), totalCount, hasPreviousPage: more, hasNextPage: cut.before !== undefined }
    : { rows: kept, totalCount, hasPreviousPage: cut.after !== undefined, hasNextPage: more };
}
