import type { SparseModel, SparsePoints } from '@tiepoint/scene';
import { buildKdTree, findNearest, roomForNeighbours } from './kd-tree.ts';

/** Which tie points are reliable enough for a surface. */
export interface SelectPointsOptions {
  /** Points with shorter tracks are left out. Default 3: two observations alone cannot contradict each other. */
  minTrackLength?: number;
  /** Points with a greater mean reprojection error are left out. Default 1.5. */
  maxReprojectionErrorPixels?: number;
  /** A point is left out where its spacing is this multiple of that of its neighbours. Default 2.5. */
  maxSparseness?: number;
}

/** With fewer points than this, or than this share of all, the limits are relaxed. */
const MIN_POINTS = 300;
const MIN_SHARE = 0.25;
/** The relaxed limits, tried one after the other. */
const RELAXED_LIMITS = [
  { minTrackLength: 2, maxReprojectionErrorPixels: 1.5 },
  { minTrackLength: 2, maxReprojectionErrorPixels: Infinity },
];
const NEIGHBOUR_COUNT = 8;

/** Selects the reliable tie points; returns their indices. Relaxes the limits where too few would remain. */
export function selectPoints({ points }: SparseModel, options: SelectPointsOptions = {}): Uint32Array {
  const { minTrackLength = 3, maxReprojectionErrorPixels = 1.5, maxSparseness = 2.5 } = options;
  const wanted = Math.max(MIN_POINTS, MIN_SHARE * points.count);
  let selected = withinLimits(points, minTrackLength, maxReprojectionErrorPixels);
  for (const limits of RELAXED_LIMITS) {
    if (selected.length >= wanted) break;
    selected = withinLimits(points, limits.minTrackLength, limits.maxReprojectionErrorPixels);
  }
  return withoutOutliers(points, selected, maxSparseness);
}

function withinLimits(
  points: SparsePoints,
  minTrackLength: number,
  maxReprojectionErrorPixels: number,
): Uint32Array {
  const all = Uint32Array.from({ length: points.count }, (_, i) => i);
  return all.filter((i) => {
    const trackLength = points.trackStarts[i + 1]! - points.trackStarts[i]!;
    return trackLength >= minTrackLength && points.errors[i]! <= maxReprojectionErrorPixels;
  });
}

/** Drops outliers: points much farther from their neighbours than these are from theirs. */
function withoutOutliers(points: SparsePoints, selected: Uint32Array, maxSparseness: number): Uint32Array {
  const positions = new Float64Array(3 * selected.length);
  selected.forEach((point, i) => {
    positions.set(points.positions.subarray(3 * point, 3 * point + 3), 3 * i);
  });
  const tree = buildKdTree(positions);
  const found = roomForNeighbours(NEIGHBOUR_COUNT + 1);
  const neighbours = new Uint32Array(selected.length * NEIGHBOUR_COUNT);
  const spacings = new Float64Array(selected.length);
  for (let i = 0; i < selected.length; i++) {
    findNearest(tree, [positions[3 * i]!, positions[3 * i + 1]!, positions[3 * i + 2]!], found);
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
