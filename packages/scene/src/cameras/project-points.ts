import { apply, transpose } from '../linear-algebra/matrix.ts';
import { subtract, type Vector3 } from '../linear-algebra/vector.ts';
import { type Camera, pinholeOf } from './camera.ts';
import { distort, undistort } from './lens-distortion.ts';
import type { Pose } from './pose.ts';
import type { View } from './view.ts';

/** The projection of a point: pixels from the upper left corner of the photo, and the depth along the optical axis. */
export interface ProjectedPoint {
  x: number;
  y: number;
  depth: number;
}

/** Projections of many points: for each one pixel x, pixel y and depth (0 or less: behind the camera). */
export type Projection = Float32Array;

/** Projects a point of the world with lens distortion; undefined for a point behind the camera. */
export function projectPoint(
  camera: Camera,
  { cameraFromWorld, centre }: Pose,
  point: Vector3,
): ProjectedPoint | undefined {
  // Relative to the centre, so that no precision is lost far from the origin.
  const [right, down, depth] = apply(cameraFromWorld.rotation, subtract(point, centre));
  if (depth <= 0) return undefined;
  const { fx, fy, cx, cy } = pinholeOf(camera);
  const [u, v] = distort(camera, [right / depth, down / depth]);
  return { x: cx + fx * u, y: cy + fy * v, depth };
}

/**
 * The viewing ray of a pixel: a direction in the world, scaled to depth 1. Throws a RangeError where the camera model has
 * no such pixel.
 */
export function pixelRay(
  camera: Camera,
  { cameraFromWorld }: Pick<Pose, 'cameraFromWorld'>,
  [x, y]: readonly [number, number],
): Vector3 {
  const place = undistort(camera, x, y);
  if (!place) throw new RangeError(`the camera model has no pixel ${x}, ${y}`);
  return apply(transpose(cameraFromWorld.rotation), [...place, 1]);
}

/** Projects points (x, y, z of each) into a view's undistorted photo. */
export function projectPoints(view: View, positions: Float32Array): Projection {
  const { fx, fy, cx, cy } = view;
  const [r0, r1, r2, r3, r4, r5, r6, r7, r8] = view.cameraFromWorld.rotation;
  const [tx, ty, tz] = view.cameraFromWorld.translation;
  const projection = new Float32Array(positions.length);
  for (let at = 0; at < positions.length; at += 3) {
    const x = positions[at]!;
    const y = positions[at + 1]!;
    const z = positions[at + 2]!;
    const depth = r6 * x + r7 * y + r8 * z + tz;
    projection[at] = (fx * (r0 * x + r1 * y + r2 * z + tx)) / depth + cx;
    projection[at + 1] = (fy * (r3 * x + r4 * y + r5 * z + ty)) / depth + cy;
    projection[at + 2] = depth;
  }
  return projection;
}
