import type { SparseModel } from '@tiepoint/scene';
import { findGaps } from './find-gaps.ts';
import { type OrientedPoints, orientSelected } from './orient-points.ts';
import { selectPoints } from './select-points.ts';
import { boundedSpacings, medianOf, type SpacedPoints, spacingsOf } from './spacing.ts';

/** Tie points with their local spacing. */
export interface GapPoints extends OrientedPoints, SpacedPoints {}

/** A tie point with dense points nearer than this many of their spacings only adds noise. */
const MIN_DENSE_SPACINGS = 5;
/** Tie points with a spacing of more than this multiple of the median are too sparse for a surface. */
const MAX_WIDENESS = 2;

/**
 * The reliable tie points in gaps of the dense point cloud: for surfaces with too little texture or too few views for dense
 * matching. Both must be in the same frame.
 */
export function pointsInGaps(dense: OrientedPoints, model: SparseModel): GapPoints {
  const sparse = orientSelected(model, selectPoints(model));
  const spacings = spacingsOf(sparse.positions);
  const widest = MAX_WIDENESS * medianOf(spacings);
  const isGap = findGaps(dense, MIN_DENSE_SPACINGS);
  const chosen = Uint32Array.from(spacings.keys()).filter((point) => {
    const [x = 0, y = 0, z = 0] = sparse.positions.subarray(3 * point, 3 * point + 3);
    return spacings[point]! <= widest && isGap(x, y, z);
  });
  return pick({ ...sparse, spacings: boundedSpacings(spacings) }, chosen);
}

function pick({ positions, normals, colours, spacings }: GapPoints, points: Uint32Array): GapPoints {
  const triples = <T extends Float32Array | Uint8Array>(from: T, to: T): T => {
    points.forEach((point, i) => {
      to.set(from.subarray(3 * point, 3 * point + 3), 3 * i);
    });
    return to;
  };
  const count = points.length;
  return {
    count,
    positions: triples(positions, new Float32Array(3 * count)),
    normals: triples(normals, new Float32Array(3 * count)),
    colours: triples(colours, new Uint8Array(3 * count)),
    spacings: Float32Array.from(points, (point) => spacings[point]!),
  };
}
