import { type SelectQueryBuilder, sql } from 'kysely';
import type { Tables } from './database.ts';

/** The arguments of a page of a Relay connection. Empty cursors count as absent. */
export interface PageRequest {
  first?: number | null;
  last?: number | null;
  after?: string | null;
  before?: string | null;
}

/** A page, and whether there are items before and after it. */
export interface Page<Row> {
  rows: Row[];
  totalCount: number;
  hasPreviousPage: boolean;
  hasNextPage: boolean;
}

/** A validated page request: number of rows, direction, and cursors. */
export interface PageCut {
  limit: number;
  fromEnd: boolean;
  after?: string;
  before?: string;
}

const DEFAULT_ROWS = 100;
const MAX_ROWS = 1000;
const id = sql<string>`id`;

/** Reads a page request leniently: limits are clamped. */
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

/** Reads a page of rows by id, oldest first or newest first. */
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

/** Creates a page from up to `limit + 1` rows, read in the direction of the request. */
export function toPage<Row>(rows: Row[], cut: PageCut, totalCount: number): Page<Row> {
  const more = rows.length > cut.limit;
  const kept = rows.slice(0, cut.limit);
  return cut.fromEnd
    ? { rows: kept.reverse(), totalCount, hasPreviousPage: more, hasNextPage: cut.before !== undefined }
    : { rows: kept, totalCount, hasPreviousPage: cut.after !== undefined, hasNextPage: more };
}
