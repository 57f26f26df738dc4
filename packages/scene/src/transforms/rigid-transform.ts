import { apply, type Matrix3, multiply, transpose } from '../linear-algebra/matrix.ts';
import { subtract, type Vector3 } from '../linear-algebra/vector.ts';

/**
 * A turn and a shift: p → rotation · p + translation. Variables are named by where it leads, as COLMAP does:
 * `cameraFromWorld` takes places in the world to the camera's axes.
 */
export interface RigidTransform {
  rotation: Matrix3;
  translation: Vector3;
  /** A similarity is no rigid transform. */
  scale?: never;
}

/** The way back: `worldFromCamera` of `cameraFromWorld`. */
export function invert({ rotation, translation }: RigidTransform): RigidTransform {
  const back = transpose(rotation);
  return { rotation: back, translation: subtract([0, 0, 0], apply(back, translation)) };
}

/** The way between two frames that are known by their ways from a third: `targetFromSource`. */
export function relate(targetFromWorld: RigidTransform, sourceFromWorld: RigidTransform): RigidTransform {
  const rotation = multiply(targetFromWorld.rotation, transpose(sourceFromWorld.rotation));
  const translation = subtract(targetFromWorld.translation, apply(rotation, sourceFromWorld.translation));
  return { rotation, translation };
}

/** A transform as a matrix of 4 x 4, column by column, as glTF and 3D Tiles have them. */
export function matrixColumns({ rotation: r, translation }: RigidTransform): number[] {
  return [r[0], r[3], r[6], 0, r[1], r[4], r[7], 0, r[2], r[5], r[8], 0, ...translation, 1];
}
