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

/** Makes a page out of up to `limit + 1` rows, read in the direction of the cut. */
export function toPage<Row>(rows: Row[], cut: PageCut, totalCount: number): Page<Row> {
  const more = rows.length > cut.limit;
  const kept = rows.slice(0, cut.limit);
  return cut.fromEnd
    ? { rows: kept.reverse(), totalCount, hasPreviousPage: more, hasNextPage: cut.before !== undefined }
    : { rows: kept, totalCount, hasPreviousPage: cut.after !== undefined, hasNextPage: more };
}
