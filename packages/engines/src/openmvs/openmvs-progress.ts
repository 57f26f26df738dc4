import type { ParseProgress } from '../local/stages/stage.ts';

/** Progress at which the iterations of geometric consistency and the fusion begin and end, 0 to 1. */
const ESTIMATED = 0.4;
const AGREED = 0.92;

/**
 * Reads `Estimated depth-maps 2 (18.18%, 23s, ETA 1m)`, the same with `Geometric-consistent estimated`, once for each
 * iteration, and with `Fused`.
 */
export function densifyProgress(rounds: number): ParseProgress {
  let round = 0;
  let last = 0;
  return (line) => {
    const estimated = shareAfter(/^Estimated depth-maps/, line);
    if (estimated !== undefined) return ESTIMATED * estimated;
    const agreed = shareAfter(/^Geometric-consistent estimated depth-maps/, line);
    if (agreed !== undefined) {
      if (agreed < last) round = Math.min(round + 1, rounds - 1);
      last = agreed;
      return ESTIMATED + ((AGREED - ESTIMATED) * (round + agreed)) / Math.max(1, rounds);
    }
    const fused = shareAfter(/^Fused depth-maps/, line);
    return fused === undefined ? undefined : AGREED + (1 - AGREED) * fused;
  };
}

/** Reads `Points inserted 3976 (0.39%, 100ms, ETA 0ms)` and `Points weighted …`. */
export const meshProgress: ParseProgress = (line) => {
  const inserted = shareAfter(/^Points inserted/, line);
  if (inserted !== undefined) return inserted / 2;
  const weighted = shareAfter(/^Points weighted/, line);
  return weighted === undefined ? undefined : (1 + 0.8 * weighted) / 2;
};

/** Reads `Initialized views 5 (45.45%, …)`; later steps print no progress. */
export const textureProgress: ParseProgress = (line) => {
  const looked = shareAfter(/^Initialized views/, line);
  return looked === undefined ? undefined : looked / 2;
};

/** What stands in brackets behind a count: 0.39% is 0.0039. */
function shareAfter(beginning: RegExp, line: string): number | undefined {
  if (!beginning.test(line)) return undefined;
  const percent = /\((\d+(?:\.\d+)?)%/.exec(line)?.[1];
  return percent === undefined ? undefined : Math.min(1, Number(percent) / 100);
}
