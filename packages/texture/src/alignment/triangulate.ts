import type { Camera, RegisteredImage } from '../sparse-model/sparse-model.ts';
import type { Vector3 } from './similarity.ts';
import { undistort } from './undistort.ts';

/** One photo's view of a point. */
export interface Sight {
  /** World to camera. */
  rotation: Float64Array;
  translation: Float64Array;
  centre: Float64Array;
  /** Where the photo shows the point without lens distortion, in units of the focal length. */
  u: number;
  v: number;
  /** Pixels. */
  focalLength: number;
  /** A sight that is farther off, in pixels, does not show this point. */
  maxErrorPixels: number;
}

/** A point that photos see. */
export interface SightedPoint {
  position: Vector3;
  /** For each sight how far off it is, in pixels; infinite where the point lies behind the camera. */
  errorsPixels: number[];
  /** Whether each sight agrees with the others. */
  agrees: boolean[];
}

/** Rays under a smaller angle meet nowhere in particular. */
const MIN_ANGLE_DEGREES = 1;
/** Pairs of sights to begin from: enough to find one without an error among many. */
const MAX_PAIRS = 400;
/** Gauss-Newton from a start within pixels of the end. */
const ROUNDS = 5;
/** A mark may be so far off, as a share of the photo's longer side: what a careful hand and a good lens leave. */
const MAX_ERROR_SHARE = 0.0025;
const MIN_MAX_ERROR_PIXELS = 3;

/** What a mark at a pixel of a photo says of its point; undefined where the lens has no such pixel. */
export function sightOf(image: RegisteredImage, camera: Camera, x: number, y: number): Sight | undefined {
  const undistorted = undistort(camera, x, y);
  if (!undistorted) return undefined;
  const [u, v] = undistorted;
  const { rotation, translation, centre } = image;
  const longerSide = Math.max(camera.width, camera.height);
  const maxErrorPixels = Math.max(MIN_MAX_ERROR_PIXELS, MAX_ERROR_SHARE * longerSide);
  return { rotation, translation, centre, u, v, focalLength: camera.params[0] ?? 1, maxErrorPixels };
}

/**
 * The point on which most sights agree, with the least sum of squared pixel errors over those. Undefined where no two
 * agree, or all look from nearly one direction. R. Hartley, A. Zisserman, "Multiple View Geometry", 2004, chapter 12.
 */
export function triangulate(sights: readonly Sight[]): SightedPoint | undefined {
  let best: SightedPoint | undefined;
  for (const [a, b] of pairsOf(sights)) {
    const start = meetingPoint([a, b]);
    const found = start && judge(sights, start);
    if (found && isBetter(found, best)) best = found;
  }
  if (!best || countAgreeing(best) < 2) return undefined;
  const agreeing = sights.filter((_, i) => best.agrees[i]);
  const refined = judge(sights, refine(agreeing, best.position));
  return countAgreeing(refined) >= countAgreeing(best) ? refined : best;
}

function* pairsOf(sights: readonly Sight[]): Generator<[Sight, Sight]> {
  const all = (sights.length * (sights.length - 1)) / 2;
  const stride = Math.ceil(all / MAX_PAIRS);
  let number = 0;
  for (const [i, a] of sights.entries()) {
    for (const b of sights.slice(i + 1)) {
      if (number++ % stride === 0 && angleBetween(a, b) >= MIN_ANGLE_DEGREES) yield [a, b];
    }
  }
}

function isBetter(found: SightedPoint, best: SightedPoint | undefined): boolean {
  if (!best) return true;
  const more = countAgreeing(found) - countAgreeing(best);
  return more > 0 || (more === 0 && errorSum(found) < errorSum(best));
}

function countAgreeing({ agrees }: SightedPoint): number {
  return agrees.filter(Boolean).length;
}

function errorSum({ errorsPixels, agrees }: SightedPoint): number {
  return errorsPixels.reduce((sum, error, i) => (agrees[i] ? sum + error * error : sum), 0);
}

function judge(sights: readonly Sight[], position: Vector3): SightedPoint {
  const errorsPixels = sights.map((sight) => {
    const { depth, offU, offV } = look(sight, position);
    return depth > 0 ? sight.focalLength * Math.hypot(offU, offV) : Infinity;
  });
  return {
    position,
    errorsPixels,
    agrees: sights.map((sight, i) => errorsPixels[i]! <= sight.maxErrorPixels),
  };
}

/** How a camera sees a position beside where it is marked, in units of the focal length. */
function look({ rotation, translation, u, v }: Sight, position: Vector3) {
  const along = (row: number) =>
    rotation[3 * row]! * position[0] +
    rotation[3 * row + 1]! * position[1] +
    rotation[3 * row + 2]! * position[2] +
    translation[row]!;
  const [x, y, depth] = [along(0), along(1), along(2)];
  return { x, y, depth, offU: x / depth - u, offV: y / depth - v };
}

function directionOf({ rotation, u, v }: Sight): Vector3 {
  const length = Math.hypot(u, v, 1);
  const component = (axis: number) =>
    (rotation[axis]! * u + rotation[3 + axis]! * v + rotation[6 + axis]!) / length;
  return [component(0), component(1), component(2)];
}

function angleBetween(a: Sight, b: Sight): number {
  const [ax, ay, az] = directionOf(a);
  const [bx, by, bz] = directionOf(b);
  const cosine = ax * bx + ay * by + az * bz;
  return (Math.acos(Math.min(1, Math.max(-1, cosine))) * 180) / Math.PI;
}

/** The position nearest to all rays. */
function meetingPoint(sights: readonly Sight[]): Vector3 | undefined {
  const system = emptySystem();
  for (const sight of sights) {
    const direction = directionOf(sight);
    // The distance from a ray, along each axis: the rows of the projection onto the ray's normal plane.
    for (let axis = 0; axis < 3; axis++) {
      const row = direction.map((value, i) => (i === axis ? 1 : 0) - direction[axis]! * value);
      const value = row.reduce((sum, factor, i) => sum + factor * sight.centre[i]!, 0);
      addEquation(system, row as [number, number, number], value);
    }
  }
  return solve(system);
}

/** Moves a position to where the sum of the squared pixel errors is least. */
function refine(sights: readonly Sight[], start: Vector3): Vector3 {
  let position = start;
  for (let round = 0; round < ROUNDS; round++) {
    const system = emptySystem();
    for (const sight of sights) {
      const { x, y, depth, offU, offV } = look(sight, position);
      const { rotation, focalLength } = sight;
      const slope = (row: number, over: number) =>
        [0, 1, 2].map(
          (axis) =>
            (focalLength * (rotation[3 * row + axis]! - (over / depth) * rotation[6 + axis]!)) / depth,
        ) as [number, number, number];
      addEquation(system, slope(0, x), -focalLength * offU);
      addEquation(system, slope(1, y), -focalLength * offV);
    }
    const step = solve(system);
    if (!step) return position;
    position = [position[0] + step[0], position[1] + step[1], position[2] + step[2]];
  }
  return position;
}

/** Normal equations of a least-squares problem with three unknowns: xx, xy, xz, yy, yz, zz, and the right side. */
interface NormalEquations {
  matrix: [number, number, number, number, number, number];
  right: [number, number, number];
}

function emptySystem(): NormalEquations {
  return { matrix: [0, 0, 0, 0, 0, 0], right: [0, 0, 0] };
}

function addEquation({ matrix, right }: NormalEquations, [a, b, c]: Vector3, value: number): void {
  matrix[0] += a * a;
  matrix[1] += a * b;
  matrix[2] += a * c;
  matrix[3] += b * b;
  matrix[4] += b * c;
  matrix[5] += c * c;
  right[0] += a * value;
  right[1] += b * value;
  right[2] += c * value;
}

/** By Cramer's rule; undefined where the equations leave a direction open. */
function solve({ matrix: [xx, xy, xz, yy, yz, zz], right: [x, y, z] }: NormalEquations): Vector3 | undefined {
  const [a, b, c] = [yy * zz - yz * yz, xz * yz - xy * zz, xy * yz - xz * yy];
  const determinant = xx * a + xy * b + xz * c;
  const [d, e, f] = [xx * zz - xz * xz, xy * xz - xx * yz, xx * yy - xy * xy];
  const solution: Vector3 = [
    (a * x + b * y + c * z) / determinant,
    (b * x + d * y + e * z) / determinant,
    (c * x + e * y + f * z) / determinant,
  ];
  return solution.every(Number.isFinite) ? solution : undefined;
}
