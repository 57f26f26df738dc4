import type { SparseModel } from '../sparse-model/sparse-model.ts';
import { buildKdTree, findNearest, roomForNeighbours } from './kd-tree.ts';
import { type OrientedPoints, orientSelected } from './orient-points.ts';
import { selectPoints } from './select-points.ts';
import { SUPPORT_RANK, usualSpacing } from './spacing.ts';

/** A sparse point with dense ones nearer than this many of their spacings adds nothing but noise to them. */
const MIN_SPACINGS = 5;

/**
 * The trustworthy sparse points where the dense cloud has none: for places that show too little, or from too few sides,
 * to be measured pixel by pixel. Both must lie in the same frame.
 */
export function pointsInGaps(dense: OrientedPoints, model: SparseModel): OrientedPoints {
  const sparse = orientSelected(model, selectPoints(model));
  if (dense.count === 0) return sparse;
  const tree = buildKdTree(dense.positions);
  const reach = MIN_SPACINGS * usualSpacing(tree);
  const found = roomForNeighbours(Math.min(SUPPORT_RANK, dense.count));
  const far = Uint32Array.from({ length: sparse.count }, (_, point) => point).filter((point) => {
    const [x = 0, y = 0, z = 0] = sparse.positions.subarray(3 * point, 3 * point + 3);
    findNearest(tree, x, y, z, found);
    return found.squaredDistances[found.count - 1]! > reach * reach;
  });
  const triples = <T extends Float32Array | Uint8Array>(from: T, to: T): T => {
    far.forEach((point, i) => {
      to.set(from.subarray(3 * point, 3 * point + 3), 3 * i);
    });
    return to;
  };
  return {
    count: far.length,
    positions: triples(sparse.positions, new Float32Array(3 * far.length)),
    normals: triples(sparse.normals, new Float32Array(3 * far.length)),
    colors: triples(sparse.colors, new Uint8Array(3 * far.length)),
  };
}
