import type { PointFilter } from './find-inliers.ts';
import { buildKdTree, findNearest, roomForNeighbours } from './kd-tree.ts';
import type { OrientedPoints } from './orient-points.ts';
import { boundedSpacings, SUPPORT_RANK, spacingsOf } from './spacing.ts';

/** A filter for positions in gaps of the points: with too few of them within `minSpacings` of their spacings. */
export function findGaps({ count, positions }: OrientedPoints, minSpacings: number): PointFilter {
  if (count === 0) return () => true;
  const spacings = boundedSpacings(spacingsOf(positions));
  const tree = buildKdTree(positions);
  const found = roomForNeighbours(Math.min(SUPPORT_RANK, count));
  return (x, y, z) => {
    findNearest(tree, [x, y, z], found);
    const reach = minSpacings * spacings[found.indices[0]!]!;
    return found.squaredDistances[found.count - 1]! > reach * reach;
  };
}
