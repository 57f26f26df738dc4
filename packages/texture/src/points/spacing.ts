import { findNearest, type KdTree, roomForNeighbours } from './kd-tree.ts';

/** The distance to this nearest point counts, so that a single stray carries nothing. */
export const SUPPORT_RANK = 6;

/** For each point how far its neighbours lie, itself not counted. */
export function spacingsOf({ positions, ...tree }: KdTree): Float64Array {
  const count = positions.length / 3;
  const found = roomForNeighbours(Math.min(SUPPORT_RANK + 1, count));
  return Float64Array.from({ length: count }, (_, i) => {
    findNearest({ positions, ...tree }, positions[3 * i]!, positions[3 * i + 1]!, positions[3 * i + 2]!, found);
    return Math.sqrt(found.squaredDistances[found.count - 1]!);
  });
}

/** The spacing in the middle of all. */
export function usualSpacing(tree: KdTree): number {
  return medianOf(spacingsOf(tree));
}

/** The value in the middle; 0 where there is none. */
export function medianOf(values: Float64Array): number {
  return values.slice().sort()[values.length >> 1] ?? 0;
}
