import { apply, type Matrix3, multiply, transpose } from '../linear-algebra/matrix.ts';
import { subtract, type Vector3 } from '../linear-algebra/vector.ts';

/**
 * A rigid transform: p → rotation · p + translation. Variables are named by direction, as in COLMAP: `cameraFromWorld`
 * maps world to camera coordinates.
 */
export interface RigidTransform {
  rotation: Matrix3;
  translation: Vector3;
  /** Keeps similarities from being passed as rigid transforms. */
  scale?: never;
}

/** The inverse: `worldFromCamera` of `cameraFromWorld`. */
export function invert({ rotation, translation }: RigidTransform): RigidTransform {
  const back = transpose(rotation);
  return { rotation: back, translation: subtract([0, 0, 0], apply(back, translation)) };
}

/** The transform `targetFromSource` between two frames, given the transforms to both from a third. */
export function relativeTransform(
  targetFromWorld: RigidTransform,
  sourceFromWorld: RigidTransform,
): RigidTransform {
  const rotation = multiply(targetFromWorld.rotation, transpose(sourceFromWorld.rotation));
  const translation = subtract(targetFromWorld.translation, apply(rotation, sourceFromWorld.translation));
  return { rotation, translation };
}

/** The 4 x 4 matrix of a transform, column by column, as in glTF and 3D Tiles. */
export function matrixColumns({ rotation: r, translation }: RigidTransform): number[] {
  return [r[0], r[3], r[6], 0, r[1], r[4], r[7], 0, r[2], r[5], r[8], 0, ...translation, 1];
}
