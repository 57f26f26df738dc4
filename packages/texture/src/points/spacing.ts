import { buildKdTree, findNearest, roomForNeighbours } from './kd-tree.ts';

/** The distance to this nearest point counts, so that a single stray carries nothing. */
export const SUPPORT_RANK = 6;
/** The spacing at a point is at most this many times what is usual in its cloud: strays carry no more than others. */
const MAX_WIDENESS = 2;

/** Points, each with the distance that such points lie apart there. */
export interface SpacedPoints {
  /** x, y, z of each point. */
  positions: Float32Array;
  /** One a point, in the unit of the positions. */
  spacings: Float32Array;
}

/** For each point (x, y, z by turns) how far its neighbours lie. */
export function spacingsOf(positions: Float32Array): Float32Array {
  const tree = buildKdTree(positions);
  const count = positions.length / 3;
  // The point itself is found as well.
  const found = roomForNeighbours(Math.min(SUPPORT_RANK + 1, count));
  return Float32Array.from({ length: count }, (_, i) => {
    findNearest(tree, positions[3 * i]!, positions[3 * i + 1]!, positions[3 * i + 2]!, found);
    return Math.sqrt(found.squaredDistances[found.count - 1]!);
  });
}

/** The same within once and twice what is usual in the whole cloud. */
export function boundedSpacings(spacings: Float32Array): Float32Array {
  const usual = medianOf(spacings);
  return spacings.map((spacing) => Math.min(MAX_WIDENESS * usual, Math.max(usual, spacing)));
}

/** The value in the middle; 0 where there is none. */
export function medianOf(values: Float32Array): number {
  return values.slice().sort()[values.length >> 1] ?? 0;
}
