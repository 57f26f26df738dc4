import type { OrientedPoints } from './orient-points.ts';
import { medianOf, spacingsOf } from './spacing.ts';

/** Points within this many spacings of one another are connected, even across a small gap. */
const CELL_SPACINGS = 8;
/** Components with fewer points than this share of the largest one are outliers. */
const MIN_SHARE = 0.005;
/** Cells along each axis, around the middle of the points; three such numbers make one exact key. */
const CELLS = 2 ** 17;

/** What to add to a cell's key for each cell around it. */
const NEIGHBOURS = [-1, 0, 1].flatMap((x) =>
  [-1, 0, 1].flatMap((y) => [-1, 0, 1].map((z) => (x * CELLS + y) * CELLS + z)),
);

/** Whether a position is kept. */
export type PointFilter = (x: number, y: number, z: number) => boolean;

/**
 * A filter that keeps the large connected components of point clouds and drops outliers, such as those of wrong matches:
 * single points, and small components far from all others. Linear in the number of points, apart from their spacing.
 */
export function findInliers(clouds: readonly OrientedPoints[]): PointFilter {
  const positions = joinedPositions(clouds);
  const size = CELL_SPACINGS * medianOf(spacingsOf(positions));
  if (size === 0) return () => true;
  const [x0 = 0, y0 = 0, z0 = 0] = [0, 1, 2].map((axis) =>
    medianOf(positions.filter((_, at) => at % 3 === axis)),
  );
  const cellOf = (x: number, y: number, z: number) =>
    (place(x, x0, size) * CELLS + place(y, y0, size)) * CELLS + place(z, z0, size);
  const counts = new Map<number, number>();
  for (let at = 0; at < positions.length; at += 3) {
    const cell = cellOf(positions[at]!, positions[at + 1]!, positions[at + 2]!);
    counts.set(cell, (counts.get(cell) ?? 0) + 1);
  }
  const inliers = largeComponents(counts);
  return (x, y, z) => inliers.has(cellOf(x, y, z));
}

function joinedPositions(clouds: readonly OrientedPoints[]): Float32Array {
  const joined = new Float32Array(clouds.reduce((sum, { positions }) => sum + positions.length, 0));
  let at = 0;
  for (const { positions } of clouds) {
    joined.set(positions, at);
    at += positions.length;
  }
  return joined;
}

/** The cell of a coordinate on its axis; coordinates beyond the last cell are in it. */
function place(coordinate: number, middle: number, size: number): number {
  return Math.min(CELLS - 1, Math.max(0, Math.floor((coordinate - middle) / size) + CELLS / 2));
}

/** The cells of connected components (26 neighbours) with enough points. */
function largeComponents(counts: Map<number, number>): Set<number> {
  const sets: { cells: number[]; points: number }[] = [];
  const seen = new Set<number>();
  for (const seed of counts.keys()) {
    if (seen.has(seed)) continue;
    seen.add(seed);
    const cells = [seed];
    let points = 0;
    // The list grows while it is walked.
    for (const cell of cells) {
      points += counts.get(cell) ?? 0;
      for (const step of NEIGHBOURS) {
        const next = cell + step;
        if (!counts.has(next) || seen.has(next)) continue;
        seen.add(next);
        cells.push(next);
      }
    }
    sets.push({ cells, points });
  }
  const largest = sets.reduce((most, { points }) => Math.max(most, points), 0);
  return new Set(sets.filter(({ points }) => points >= MIN_SHARE * largest).flatMap(({ cells }) => cells));
}
