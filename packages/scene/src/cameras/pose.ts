import { apply, type Matrix3, multiply, transpose } from '../linear-algebra/matrix.ts';
import { subtract, type Vector3 } from '../linear-algebra/vector.ts';
import { invert, type RigidTransform } from '../transforms/rigid-transform.ts';
import { mapPoint, type Similarity } from '../transforms/similarity.ts';

/** Where a photo was taken and how the camera was held. */
export interface Pose {
  /** Takes places in the world to the camera's axes: x right, y down, z ahead. COLMAP's `cam_from_world`. */
  cameraFromWorld: RigidTransform;
  /** Where the camera's centre is in the world; follows from the other. */
  centre: Vector3;
}

/** The pose that a transform tells of. */
export function poseFrom(cameraFromWorld: RigidTransform): Pose {
  return { cameraFromWorld, centre: invert(cameraFromWorld).translation };
}

/** The pose of a camera at a place, turned by the rotation from the world's axes to its own. */
export function poseAt(centre: Vector3, rotation: Matrix3): Pose {
  const translation = subtract([0, 0, 0], apply(rotation, centre));
  return { cameraFromWorld: { rotation, translation }, centre };
}

/**
 * The pose of the same camera, which sees the same, once its world was moved. Its own axes keep no scale: in a larger
 * world it stands farther away.
 */
export function movePose({ cameraFromWorld, centre }: Pose, newFromOld: Similarity): Pose {
  const rotation = multiply(cameraFromWorld.rotation, transpose(newFromOld.rotation));
  const [x, y, z] = cameraFromWorld.translation;
  const [dx, dy, dz] = apply(rotation, newFromOld.translation);
  const { scale } = newFromOld;
  const translation: Vector3 = [scale * x - dx, scale * y - dy, scale * z - dz];
  return { cameraFromWorld: { rotation, translation }, centre: mapPoint(newFromOld, centre) };
}

/** A camera's axes as unit vectors of the world: the picture's to the right and down, and the direction of view. */
export function cameraAxes({ cameraFromWorld: { rotation: r } }: Pick<Pose, 'cameraFromWorld'>): {
  right: Vector3;
  down: Vector3;
  ahead: Vector3;
} {
  return { right: [r[0], r[1], r[2]], down: [r[3], r[4], r[5]], ahead: [r[6], r[7], r[8]] };
}
