import { type Camera, pinholeOf } from './camera.ts';

/** Coordinates in the picture plane at depth 1: to the right and down, in units of the focal length. */
export type PlanePoint = readonly [u: number, v: number];

/** Newton's method on a smooth function: more only repeats the last digit. */
const MAX_ROUNDS = 30;
/** In units of the focal length: a hundred-thousandth of a pixel. */
const TOLERANCE = 1e-9;
/** Half the width of the difference that the derivative is taken from, in the same units. */
const STEP = 1e-6;
/** Newton's method on one radius; five steps reach the last digits for real lenses. */
const RADIAL_ROUNDS = 5;

/**
 * Where the lens puts what lies at a place of the picture plane. Throws an Error for lens models other than pinholes,
 * radial and tangential ones. Formulas: COLMAP's `sensor/models.h`.
 */
export function distort({ model, params }: Pick<Camera, 'model' | 'params'>, [u, v]: PlanePoint): PlanePoint {
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
 * Where a pixel of a camera's photo lies in the picture plane without lens distortion; undefined where the lens model has
 * no such pixel. Throws as `distort` does.
 */
export function undistort(camera: Camera, x: number, y: number): PlanePoint | undefined {
  const { fx, fy, cx, cy } = pinholeOf(camera);
  const goal: PlanePoint = [(x - cx) / fx, (y - cy) / fy];
  const found = (camera.model === 'SIMPLE_RADIAL' && undistortRadially(camera, goal)) || search(camera, goal);
  // Beyond its range a lens model has a solution on the other side of the picture, which no lens shows there.
  return found && found[0] * goal[0] + found[1] * goal[1] >= 0 ? found : undefined;
}

function undistortRadially(camera: Camera, goal: PlanePoint): PlanePoint | undefined {
  const factor = undistortionFactor(goal[0] * goal[0] + goal[1] * goal[1], camera.params[3] ?? 0);
  const found: PlanePoint = [goal[0] * factor, goal[1] * factor];
  return Math.hypot(...missOf(camera, found, goal)) < TOLERANCE ? found : undefined;
}

/** By Newton's method in the plane. */
function search(camera: Camera, goal: PlanePoint): PlanePoint | undefined {
  let [u, v] = goal;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const [offU, offV] = missOf(camera, [u, v], goal);
    if (Math.hypot(offU, offV) < TOLERANCE) return [u, v];
    const [uu, vu] = slope(camera, [u - STEP, v], [u + STEP, v]);
    const [uv, vv] = slope(camera, [u, v - STEP], [u, v + STEP]);
    const determinant = uu * vv - uv * vu;
    u += (vv * offU - uv * offV) / determinant;
    v += (uu * offV - vu * offU) / determinant;
  }
  return undefined;
}

/**
 * The factor from distorted to ideal coordinates of the picture plane, at a squared distorted radius, for a lens with one
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

function missOf(camera: Camera, at: PlanePoint, goal: PlanePoint): PlanePoint {
  const [u, v] = distort(camera, at);
  return [goal[0] - u, goal[1] - v];
}

function slope(camera: Camera, before: PlanePoint, after: PlanePoint): PlanePoint {
  const [u0, v0] = distort(camera, before);
  const [u1, v1] = distort(camera, after);
  return [(u1 - u0) / (2 * STEP), (v1 - v0) / (2 * STEP)];
}
