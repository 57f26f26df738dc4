import type { LogPart } from '@tiepoint/client';

/** The part of a log on the page. */
export interface LogLines {
  lines: LogPart['lines'];
  /** Whether there were lines before the first of them. */
  cut: boolean;
  /** Whether the server has more after the last of them. */
  behind: boolean;
}

/** A page with more lines becomes slow to scroll and to read. */
export const MAX_LINES = 1000;

/** Before the first load. */
export const NO_LINES: LogLines = { lines: [], cut: false, behind: false };

/** The newest of the existing and the appended lines. */
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
