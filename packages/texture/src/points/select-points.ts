import type { SparseModel, SparsePoints } from '@tiepoint/scene';
import { buildKdTree, findNearest, roomForNeighbours } from './kd-tree.ts';

/** Which sparse points are good enough to carry a surface. */
export interface SelectPointsOptions {
  /** Points seen by fewer photos are left out. Default 3: two views alone cannot contradict each other. */
  minTrackLength?: number;
  /** Points with a greater mean reprojection error are left out. Default 1.5. */
  maxErrorPixels?: number;
  /** A point is left out if it lies this many times sparser than its neighbours do. Default 2.5. */
  maxSparseness?: number;
}

/** Fewer selected points than this, or than this share of all, carry no surface: the limits are then relaxed. */
const MIN_POINTS = 300;
const MIN_SHARE = 0.25;
/** The limits that are tried one after the other when the wanted ones leave too little. */
const RELAXED_LIMITS = [
  { minTrackLength: 2, maxErrorPixels: 1.5 },
  { minTrackLength: 2, maxErrorPixels: Infinity },
];
const NEIGHBOUR_COUNT = 8;

/** Chooses the points that can be trusted; returns their indices. Relaxes the limits where too few would remain. */
export function selectPoints({ points }: SparseModel, options: SelectPointsOptions = {}): Uint32Array {
  const { minTrackLength = 3, maxErrorPixels = 1.5, maxSparseness = 2.5 } = options;
  const wanted = Math.max(MIN_POINTS, MIN_SHARE * points.count);
  let selected = withinLimits(points, minTrackLength, maxErrorPixels);
  for (const limits of RELAXED_LIMITS) {
    if (selected.length >= wanted) break;
    selected = withinLimits(points, limits.minTrackLength, limits.maxErrorPixels);
  }
  return withoutStrays(points, selected, maxSparseness);
}

function withinLimits(points: SparsePoints, minTrackLength: number, maxErrorPixels: number): Uint32Array {
  const all = Uint32Array.from({ length: points.count }, (_, i) => i);
  return all.filter((i) => {
    const trackLength = points.trackStarts[i + 1]! - points.trackStarts[i]!;
    return trackLength >= minTrackLength && points.errors[i]! <= maxErrorPixels;
  });
}

/** Drops points that lie much farther from their neighbours than these lie from theirs. */
function withoutStrays(points: SparsePoints, selected: Uint32Array, maxSparseness: number): Uint32Array {
  const positions = new Float64Array(3 * selected.length);
  selected.forEach((point, i) => {
    positions.set(points.positions.subarray(3 * point, 3 * point + 3), 3 * i);
  });
  const tree = buildKdTree(positions);
  const found = roomForNeighbours(NEIGHBOUR_COUNT + 1);
  const neighbours = new Uint32Array(selected.length * NEIGHBOUR_COUNT);
  const spacings = new Float64Array(selected.length);
  for (let i = 0; i < selected.length; i++) {
    findNearest(tree, positions[3 * i]!, positions[3 * i + 1]!, positions[3 * i + 2]!, found);
    for (let n = 1; n < found.count; n++) {
      neighbours[i * NEIGHBOUR_COUNT + n - 1] = found.indices[n]!;
      spacings[i]! += Math.sqrt(found.squaredDistances[n]!) / (found.count - 1);
    }
  }
  const around = new Float64Array(NEIGHBOUR_COUNT);
  return selected.filter((_, i) => {
    for (let n = 0; n < NEIGHBOUR_COUNT; n++) around[n] = spacings[neighbours[i * NEIGHBOUR_COUNT + n]!]!;
    around.sort();
    return spacings[i]! <= maxSparseness * around[NEIGHBOUR_COUNT >> 1]!;
  });
}
