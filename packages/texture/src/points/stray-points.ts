import type { OrientedPoints } from './orient-points.ts';
import { medianOf, spacingsOf } from './spacing.ts';

/** Points within so many spacings of one another belong together, even across a small gap. */
const CELL_SPACINGS = 8;
/** Points that belong together, but are fewer than this share of the largest such set, are strays. */
const MIN_SHARE = 0.005;
/** Cells along each axis, around the middle of the points; three such numbers make one exact key. */
const CELLS = 2 ** 17;

/** What to add to a cell's key for each cell around it. */
const NEIGHBOURS = [-1, 0, 1].flatMap((x) =>
  [-1, 0, 1].flatMap((y) => [-1, 0, 1].map((z) => (x * CELLS + y) * CELLS + z)),
);

/** Says yes or no of a place in space. */
export type TellOfPlace = (x: number, y: number, z: number) => boolean;

/**
 * Tells the bodies of clouds that belong together from the strays around them, such as wrong matches leave: single
 * points, and small sets far from all others. Linear in the number of points but for the search of their spacing.
 */
export function findBodies(clouds: readonly OrientedPoints[]): TellOfPlace {
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
  const bodies = largeSets(counts);
  return (x, y, z) => bodies.has(cellOf(x, y, z));
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

/** The place of a coordinate's cell on its axis; those beyond the last cell are put into it. */
function place(coordinate: number, middle: number, size: number): number {
  return Math.min(CELLS - 1, Math.max(0, Math.floor((coordinate - middle) / size) + CELLS / 2));
}

/** The cells of those sets of cells, neighbours by their corners, that hold enough points. */
function largeSets(counts: Map<number, number>): Set<number> {
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
