import { buildKdTree, findNearest, roomForNeighbours } from './kd-tree.ts';

/** The spacing is the distance to this nearest point, so that single outliers support nothing. */
export const SUPPORT_RANK = 6;
/** The spacing at a point is at most this multiple of the median of its cloud. */
const MAX_WIDENESS = 2;

/** Points with their local spacing. */
export interface SpacedPoints {
  /** x, y, z of each point. */
  positions: Float32Array;
  /** One per point, in the unit of the positions. */
  spacings: Float32Array;
}

/** The local spacing of each point (x, y, z of each). */
export function spacingsOf(positions: Float32Array): Float32Array {
  const tree = buildKdTree(positions);
  const count = positions.length / 3;
  // The point itself is found as well.
  const found = roomForNeighbours(Math.min(SUPPORT_RANK + 1, count));
  return Float32Array.from({ length: count }, (_, i) => {
    findNearest(tree, [positions[3 * i]!, positions[3 * i + 1]!, positions[3 * i + 2]!], found);
    return Math.sqrt(found.squaredDistances[found.count - 1]!);
  });
}

/** The spacings, bounded to once and twice the median. */
export function boundedSpacings(spacings: Float32Array): Float32Array {
  const usual = medianOf(spacings);
  return spacings.map((spacing) => Math.min(MAX_WIDENESS * usual, Math.max(usual, spacing)));
}

/** The median; 0 where there are no values. */
export function medianOf(values: Float32Array): number {
  return values.slice().sort()[values.length >> 1] ?? 0;
}
