import { type Camera, pinholeOf } from '../sparse-model/sparse-model.ts';

type Pair = [number, number];

/** Newton's method on a smooth function: more only repeats the last digit. */
const MAX_ROUNDS = 30;
/** In units of the focal length: a hundred-thousandth of a pixel. */
const TOLERANCE = 1e-9;
/** Half the width of the difference that the derivative is taken from, in the same units. */
const STEP = 1e-6;

/**
 * Where a pixel of a camera's photo lies in a picture without lens distortion, in units of the focal length from the
 * principal point; undefined where the lens model has no such pixel. Throws an Error for lens models other than
 * pinholes, radial and tangential ones.
 */
export function undistort(camera: Camera, x: number, y: number): Pair | undefined {
  const { fx, fy, cx, cy } = pinholeOf(camera);
  const [goalU, goalV] = [(x - cx) / fx, (y - cy) / fy];
  let [u, v] = [goalU, goalV];
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const [atU, atV] = distort(camera, u, v);
    const [offU, offV] = [goalU - atU, goalV - atV];
    if (Math.hypot(offU, offV) < TOLERANCE) return [u, v];
    const [uu, vu] = slope(camera, u, v, STEP, 0);
    const [uv, vv] = slope(camera, u, v, 0, STEP);
    const determinant = uu * vv - uv * vu;
    u += (vv * offU - uv * offV) / determinant;
    v += (uu * offV - vu * offU) / determinant;
  }
  return undefined;
}

function slope(camera: Camera, u: number, v: number, du: number, dv: number): Pair {
  const [u1, v1] = distort(camera, u + du, v + dv);
  const [u0, v0] = distort(camera, u - du, v - dv);
  return [(u1 - u0) / (2 * STEP), (v1 - v0) / (2 * STEP)];
}

/** COLMAP's lens models: https://colmap.github.io/cameras.html (formulas in its `sensor/models.h`). */
function distort({ model, params }: Camera, u: number, v: number): Pair {
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
      const [k1 = 0, k2 = 0, p1 = 0, p2 = 0] = params.subarray(4);
      const factor = 1 + k1 * r2 + k2 * r2 * r2;
      return [
        factor * u + 2 * p1 * u * v + p2 * (r2 + 2 * u * u),
        factor * v + 2 * p2 * u * v + p1 * (r2 + 2 * v * v),
      ];
    }
    default:
      throw new Error(`marks can't be placed in photos of a ${model} camera`);
  }
}
