import { type Camera, pinholeOf } from './camera.ts';

/** Normalised image coordinates: to the right and down in the image plane at depth 1, in units of the focal length. */
export type NormalisedPoint = readonly [u: number, v: number];

/** Iterations of Newton's method: on a smooth function, more do not change the last digit. */
const MAX_ROUNDS = 30;
/** In units of the focal length: a hundred-thousandth of a pixel. */
const TOLERANCE = 1e-9;
/** Half the width of the central difference for the derivative, in the same units. */
const STEP = 1e-6;
/** Iterations of Newton's method on one radius; for real lenses five are enough. */
const RADIAL_ROUNDS = 5;

/**
 * Applies lens distortion to ideal normalised image coordinates. Throws an Error for camera models other than pinhole,
 * radial and OPENCV. Formulas: COLMAP's `sensor/models.h`.
 */
export function distort(
  { model, params }: Pick<Camera, 'model' | 'params'>,
  [u, v]: NormalisedPoint,
): NormalisedPoint {
  const r2 = u * u + v * v;
  switch (model) {
    case 'SIMPLE_PINHOLE':
    case 'PINHOLE':
      return [u, v];
    case 'SIMPLE_RADIAL':
    case 'RADIAL': {
      const factor = 1 + (params[3] ?? 0) * r2 + (params[4] ?? 0) * r2 * r2;
      return [factor * u, factor * v];
    }
    case 'OPENCV': {
      const [, , , , k1 = 0, k2 = 0, p1 = 0, p2 = 0] = params;
      const factor = 1 + k1 * r2 + k2 * r2 * r2;
      return [
        factor * u + 2 * p1 * u * v + p2 * (r2 + 2 * u * u),
        factor * v + 2 * p2 * u * v + p1 * (r2 + 2 * v * v),
      ];
    }
    default:
      throw new Error(`the lens distortion of ${model} cameras is not supported`);
  }
}

/**
 * The ideal normalised image coordinates of a pixel, without lens distortion; undefined where the camera model has no
 * such pixel. Throws as `distort` does.
 */
export function undistort(camera: Camera, x: number, y: number): NormalisedPoint | undefined {
  const { fx, fy, cx, cy } = pinholeOf(camera);
  const goal: NormalisedPoint = [(x - cx) / fx, (y - cy) / fy];
  const found = (camera.model === 'SIMPLE_RADIAL' && undistortRadially(camera, goal)) || search(camera, goal);
  // Beyond its range, a distortion model has a solution on the other side of the principal point: no lens does that.
  return found && found[0] * goal[0] + found[1] * goal[1] >= 0 ? found : undefined;
}

function undistortRadially(camera: Camera, goal: NormalisedPoint): NormalisedPoint | undefined {
  const factor = undistortionFactor(goal[0] * goal[0] + goal[1] * goal[1], camera.params[3] ?? 0);
  const found: NormalisedPoint = [goal[0] * factor, goal[1] * factor];
  return Math.hypot(...residualOf(camera, found, goal)) < TOLERANCE ? found : undefined;
}

/** By Newton's method in two dimensions. */
function search(camera: Camera, goal: NormalisedPoint): NormalisedPoint | undefined {
  let [u, v] = goal;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const [residualU, residualV] = residualOf(camera, [u, v], goal);
    if (Math.hypot(residualU, residualV) < TOLERANCE) return [u, v];
    const [uu, vu] = derivative(camera, [u - STEP, v], [u + STEP, v]);
    const [uv, vv] = derivative(camera, [u, v - STEP], [u, v + STEP]);
    const determinant = uu * vv - uv * vu;
    u += (vv * residualU - uv * residualV) / determinant;
    v += (uu * residualV - vu * residualU) / determinant;
  }
  return undefined;
}

/**
 * The factor from distorted to ideal normalised image coordinates, at a squared distorted radius, for a lens with one
 * radial term. Solves r (1 + k1 r²) = R for r / R.
 */
export function undistortionFactor(distortedRadiusSquared: number, k1: number): number {
  let factor = 1;
  for (let round = 0; round < RADIAL_ROUNDS; round++) {
    const bend = k1 * distortedRadiusSquared * factor * factor;
    factor -= (factor * (1 + bend) - 1) / (1 + 3 * bend);
  }
  return factor;
}

function residualOf(camera: Camera, at: NormalisedPoint, goal: NormalisedPoint): NormalisedPoint {
  const [u, v] = distort(camera, at);
  return [goal[0] - u, goal[1] - v];
}

function derivative(camera: Camera, before: NormalisedPoint, after: NormalisedPoint): NormalisedPoint {
  const [u0, v0] = distort(camera, before);
  const [u1, v1] = distort(camera, after);
  return [(u1 - u0) / (2 * STEP), (v1 - v0) / (2 * STEP)];
}
