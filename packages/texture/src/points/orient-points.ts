import { type SparseModel, type Symmetric3, symmetricEigen, type Vector3 } from '@tiepoint/scene';
import { buildKdTree, findNearest, type KdTree, type Neighbours, roomForNeighbours } from './kd-tree.ts';
import { type SelectPointsOptions, selectPoints } from './select-points.ts';

/** Oriented points: points of a surface with their normals. */
export interface OrientedPoints {
  count: number;
  /** x, y, z of each point. */
  positions: Float32Array;
  /** Unit vectors, toward the cameras. */
  normals: Float32Array;
  /** Red, green, blue of each point. */
  colours: Uint8Array;
}

/** Options of `orientPoints`. */
export interface OrientPointsOptions extends SelectPointsOptions {
  /** Nearest points through which a point's plane is fitted. Default 16. */
  neighbourCount?: number;
}

/** A sparse model has too few reliable points for a surface. */
export class TooFewPoints extends Error {}

/** Points that a plane needs. */
const MIN_NEIGHBOURS = 3;

/**
 * Selects the reliable tie points of a sparse model and estimates their normals: that of the plane through the nearest
 * points, oriented toward the cameras that observe the point. Throws TooFewPoints where hardly any point is left.
 */
export function orientPoints(model: SparseModel, options: OrientPointsOptions = {}): OrientedPoints {
  const selected = selectPoints(model, options);
  if (selected.length <= MIN_NEIGHBOURS) {
    throw new TooFewPoints(
      `${selected.length} of ${model.points.count} tie points are reliable: too few for a surface`,
    );
  }
  return orientSelected(model, selected, options.neighbourCount);
}

/** The same for points that are already selected; for fewer than four, normals are undefined and no point is returned. */
export function orientSelected(
  model: SparseModel,
  selected: Uint32Array,
  neighbourCount = 16,
): OrientedPoints {
  const count = selected.length > MIN_NEIGHBOURS ? selected.length : 0;
  const positions = new Float32Array(3 * count);
  const colours = new Uint8Array(3 * count);
  selected.subarray(0, count).forEach((point, i) => {
    positions.set(model.points.positions.subarray(3 * point, 3 * point + 3), 3 * i);
    colours.set(model.points.colours.subarray(3 * point, 3 * point + 3), 3 * i);
  });
  const normals = new Float32Array(3 * count);
  const tree = buildKdTree(positions);
  const found = roomForNeighbours(Math.min(neighbourCount, count));
  for (let i = 0; i < count; i++) {
    const normal = planeNormal(tree, i, found);
    const sign = isTowardCameras(model, selected[i]!, normal) ? 1 : -1;
    for (let axis = 0; axis < 3; axis++) normals[3 * i + axis] = sign * normal[axis]!;
  }
  return { count, positions, normals, colours };
}

/** The direction of the smallest variance of the nearest points. */
function planeNormal(tree: KdTree, point: number, found: Neighbours): Vector3 {
  const { positions } = tree;
  findNearest(tree, [positions[3 * point]!, positions[3 * point + 1]!, positions[3 * point + 2]!], found);
  const mean = [0, 0, 0];
  for (let n = 0; n < found.count; n++) {
    for (let axis = 0; axis < 3; axis++)
      mean[axis]! += positions[3 * found.indices[n]! + axis]! / found.count;
  }
  const spread: Symmetric3 = [0, 0, 0, 0, 0, 0];
  for (let n = 0; n < found.count; n++) {
    const at = 3 * found.indices[n]!;
    const x = positions[at]! - mean[0]!;
    const y = positions[at + 1]! - mean[1]!;
    const z = positions[at + 2]! - mean[2]!;
    spread[0] += x * x;
    spread[1] += x * y;
    spread[2] += x * z;
    spread[3] += y * y;
    spread[4] += y * z;
    spread[5] += z * z;
  }
  return symmetricEigen(spread)[0].vector;
}

/** Whether the normal points to the side of most cameras that observe the point. */
function isTowardCameras({ points, images }: SparseModel, point: number, normal: Vector3): boolean {
  let votes = 0;
  for (let t = points.trackStarts[point]!; t < points.trackStarts[point + 1]!; t++) {
    const centre = images[points.trackImages[t]!]!.centre;
    const dx = centre[0] - points.positions[3 * point]!;
    const dy = centre[1] - points.positions[3 * point + 1]!;
    const dz = centre[2] - points.positions[3 * point + 2]!;
    votes += (dx * normal[0] + dy * normal[1] + dz * normal[2]) / (Math.hypot(dx, dy, dz) || 1);
  }
  return votes >= 0;
}
