import type { LogPart } from '@tiepoint/client';

/** What of a log is on the page. */
export interface LogLines {
  lines: LogPart['lines'];
  /** Whether there were lines before the first of them. */
  cut: boolean;
  /** Whether the server has more behind the last of them. */
  behind: boolean;
}

/** A page with more lines becomes slow to scroll and to read. */
export const MAX_LINES = 1000;

/** Before anything was read. */
export const NO_LINES: LogLines = { lines: [], cut: false, behind: false };

/** The newest lines of what was there and what has come behind it. */
export function addLines(before: LogLines, { lines, lastNumber }: LogPart): LogLines {
  const last = lastOf(before) ?? 0;
  const all = [...before.lines, ...lines.filter(({ number }) => number > last)];
  const kept = all.slice(-MAX_LINES);
  return {
    lines: kept,
    cut: (kept[0]?.number ?? 1) > 1,
    behind: lines.length > 0 && lastNumber > (kept.at(-1)?.number ?? 0),
  };
}

/** Number of the last line; null before any. */
export function lastOf({ lines }: LogLines): number | null {
  return lines.at(-1)?.number ?? null;
}
