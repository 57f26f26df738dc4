import { apply, type Matrix3, multiply, transpose } from '../linear-algebra/matrix.ts';
import { subtract, type Vector3 } from '../linear-algebra/vector.ts';
import { invert, type RigidTransform } from '../transforms/rigid-transform.ts';
import { type Similarity, transformPoint } from '../transforms/similarity.ts';

/** Position and orientation of a camera. */
export interface Pose {
  /** From world to camera coordinates (x right, y down, z forward): COLMAP's `cam_from_world`. */
  cameraFromWorld: RigidTransform;
  /** The projection centre in the world; follows from `cameraFromWorld`. */
  centre: Vector3;
}

/** The pose with this transform. */
export function poseFrom(cameraFromWorld: RigidTransform): Pose {
  return { cameraFromWorld, centre: invert(cameraFromWorld).translation };
}

/** The pose of a camera at a projection centre, with the rotation from world to camera axes. */
export function poseAt(centre: Vector3, rotation: Matrix3): Pose {
  const translation = subtract([0, 0, 0], apply(rotation, centre));
  return { cameraFromWorld: { rotation, translation }, centre };
}

/**
 * The pose of a camera after a similarity of the world, so that the photo shows the same. Camera coordinates scale with
 * the world: in a world twice as large, a point lies twice as deep.
 */
export function transformPose({ cameraFromWorld, centre }: Pose, newFromOld: Similarity): Pose {
  const rotation = multiply(cameraFromWorld.rotation, transpose(newFromOld.rotation));
  const [x, y, z] = cameraFromWorld.translation;
  const [dx, dy, dz] = apply(rotation, newFromOld.translation);
  const { scale } = newFromOld;
  const translation: Vector3 = [scale * x - dx, scale * y - dy, scale * z - dz];
  return { cameraFromWorld: { rotation, translation }, centre: transformPoint(newFromOld, centre) };
}

/** A camera's axes as unit vectors in the world: right and down in the image, and the viewing direction. */
export function cameraAxes({ cameraFromWorld: { rotation: r } }: Pick<Pose, 'cameraFromWorld'>): {
  right: Vector3;
  down: Vector3;
  ahead: Vector3;
} {
  return { right: [r[0], r[1], r[2]], down: [r[3], r[4], r[5]], ahead: [r[6], r[7], r[8]] };
}
