import { type Matrix3, rotate, subtract, transpose, type Vector3 } from './matrix.ts';

/**
 * COLMAP's SIMPLE_RADIAL camera: one focal length and one radial distortion term k1.
 * Pixels: (0, 0) is the upper left corner of the picture, so the first pixel's centre is (0.5, 0.5).
 * Source: https://colmap.github.io/cameras.html
 */
export interface Intrinsics {
  width: number;
  height: number;
  focalLengthPixels: number;
  centreX: number;
  centreY: number;
  k1: number;
}

/** Where a camera stood and looked. */
export interface Pose {
  /** The optical centre in the world frame, metres. */
  centre: Vector3;
  /** World to camera (x right, y down, z forward), row by row. */
  rotation: Matrix3;
}

/** Where a world point falls in the photo, in pixels, with its depth in metres; undefined behind the camera. */
export function projectPoint(
  intrinsics: Intrinsics,
  pose: Pose,
  point: Vector3,
): { x: number; y: number; depth: number } | undefined {
  const [right, down, depth] = rotate(pose.rotation, subtract(point, pose.centre));
  if (depth <= 0) return undefined;
  const x = right / depth;
  const y = down / depth;
  const stretch = intrinsics.focalLengthPixels * (1 + intrinsics.k1 * (x * x + y * y));
  return { x: intrinsics.centreX + x * stretch, y: intrinsics.centreY + y * stretch, depth };
}

/** The direction in the world, at depth 1 along the optical axis, that a pixel position looks along. */
export function pixelRay(intrinsics: Intrinsics, pose: Pose, x: number, y: number): Vector3 {
  const distortedX = (x - intrinsics.centreX) / intrinsics.focalLengthPixels;
  const distortedY = (y - intrinsics.centreY) / intrinsics.focalLengthPixels;
  const shrink = undistortion(distortedX * distortedX + distortedY * distortedY, intrinsics.k1);
  return rotate(transpose(pose.rotation), [distortedX * shrink, distortedY * shrink, 1]);
}

/**
 * The factor from distorted to ideal image coordinates, at a squared distorted radius.
 * Solves r (1 + k1 r^2) = R for r / R by Newton's method; five steps reach the last digits for real lenses.
 */
export function undistortion(distortedRadiusSquared: number, k1: number): number {
  let factor = 1;
  for (let step = 0; step < 5; step++) {
    const bend = k1 * distortedRadiusSquared * factor * factor;
    factor -= (factor * (1 + bend) - 1) / (1 + 3 * bend);
  }
  return factor;
}
