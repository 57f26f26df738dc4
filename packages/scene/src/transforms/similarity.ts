import { apply, type Matrix3 } from '../linear-algebra/matrix.ts';
import type { Vector3 } from '../linear-algebra/vector.ts';
import type { RigidTransform } from './rigid-transform.ts';

/**
 * A similarity transform: p → scale · rotation · p + translation. Variables are named by direction: `truthFromModel` maps
 * coordinates of the model to those of the ground truth.
 */
export interface Similarity {
  scale: number;
  rotation: Matrix3;
  translation: Vector3;
}

/** The identity. */
export const IDENTITY: Similarity = {
  scale: 1,
  rotation: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  translation: [0, 0, 0],
};

/** Transforms a point. */
export function transformPoint(
  { scale = 1, rotation, translation }: Similarity | RigidTransform,
  point: Vector3,
): Vector3 {
  const [x, y, z] = apply(rotation, point);
  return [scale * x + translation[0], scale * y + translation[1], scale * z + translation[2]];
}

/** Transforms many points: x, y, z of each. */
export function transformPositions(
  { scale = 1, rotation, translation }: Similarity | RigidTransform,
  positions: ArrayLike<number>,
): Float64Array {
  const [a, b, c, d, e, f, g, h, i] = rotation;
  const [tx, ty, tz] = translation;
  const mapped = new Float64Array(positions.length);
  for (let at = 0; at < mapped.length; at += 3) {
    const x = positions[at]!;
    const y = positions[at + 1]!;
    const z = positions[at + 2]!;
    mapped[at] = scale * (a * x + b * y + c * z) + tx;
    mapped[at + 1] = scale * (d * x + e * y + f * z) + ty;
    mapped[at + 2] = scale * (g * x + h * y + i * z) + tz;
  }
  return mapped;
}
