import { type Camera, pinholeOf } from '../cameras/camera.ts';
import { undistort } from '../cameras/lens-distortion.ts';
import { cameraAxes, type Pose } from '../cameras/pose.ts';
import { apply, transpose } from '../linear-algebra/matrix.ts';
import { addEquation, emptyEquations, solveEquations } from '../linear-algebra/normal-equations.ts';
import { add, degreesBetween, dot, normalise, type Vector3 } from '../linear-algebra/vector.ts';
import { mapPoint } from '../transforms/similarity.ts';

/** One photo's observation of a point. */
export interface Observation extends Pose {
  /** Where the photo shows the point without lens distortion, in units of the focal length. */
  u: number;
  v: number;
  /** Pixels. */
  focalLength: number;
  /** A observation that is farther off, in pixels, does not show this point. */
  maxErrorPixels: number;
}

/** A point that photos show, where their observations meet. */
export interface TriangulatedPoint {
  position: Vector3;
  /** For each observation how far off it is, in pixels; infinite where the point lies behind the camera. */
  errorsPixels: number[];
  /** Whether each observation agrees with the others. */
  agrees: boolean[];
}

/** Rays under a smaller angle meet nowhere in particular. */
const MIN_ANGLE_DEGREES = 1;
/** Pairs of observations to begin from: enough to find one without an error among many. */
const MAX_PAIRS = 400;
/** Gauss-Newton from a start within pixels of the end. */
const ROUNDS = 5;
/** A mark may be so far off, as a share of the photo's longer side: what a careful hand and a good lens leave. */
const MAX_ERROR_SHARE = 0.0025;
const MIN_MAX_ERROR_PIXELS = 3;

/** What a mark at a pixel of a photo tells of its point; undefined where the lens has no such pixel. */
export function observe(
  { cameraFromWorld, centre }: Pose,
  camera: Camera,
  [x, y]: readonly [number, number],
): Observation | undefined {
  const undistorted = undistort(camera, x, y);
  if (!undistorted) return undefined;
  const [u, v] = undistorted;
  const longerSide = Math.max(camera.width, camera.height);
  const maxErrorPixels = Math.max(MIN_MAX_ERROR_PIXELS, MAX_ERROR_SHARE * longerSide);
  return { cameraFromWorld, centre, u, v, focalLength: pinholeOf(camera).fx, maxErrorPixels };
}

/**
 * The point on which most observations agree, with the least sum of squared pixel errors over those. Undefined where no two
 * agree, or all look from nearly one direction. R. Hartley, A. Zisserman, "Multiple View Geometry", 2004, chapter 12.
 */
export function triangulate(observations: readonly Observation[]): TriangulatedPoint | undefined {
  let best: TriangulatedPoint | undefined;
  for (const [a, b] of pairsOf(observations)) {
    const start = meetingPoint([a, b]);
    const found = start && judge(observations, start);
    if (found && isBetter(found, best)) best = found;
  }
  if (!best || countAgreeing(best) < 2) return undefined;
  const agreeing = observations.filter((_, i) => best.agrees[i]);
  const refined = judge(observations, refine(agreeing, best.position));
  return countAgreeing(refined) >= countAgreeing(best) ? refined : best;
}

function* pairsOf(observations: readonly Observation[]): Generator<[Observation, Observation]> {
  const all = (observations.length * (observations.length - 1)) / 2;
  const stride = Math.ceil(all / MAX_PAIRS);
  let number = 0;
  for (const [i, a] of observations.entries()) {
    for (const b of observations.slice(i + 1)) {
      if (number++ % stride === 0 && degreesBetween(directionOf(a), directionOf(b)) >= MIN_ANGLE_DEGREES)
        yield [a, b];
    }
  }
}

function isBetter(found: TriangulatedPoint, best: TriangulatedPoint | undefined): boolean {
  if (!best) return true;
  const more = countAgreeing(found) - countAgreeing(best);
  return more > 0 || (more === 0 && errorSum(found) < errorSum(best));
}

function countAgreeing({ agrees }: TriangulatedPoint): number {
  return agrees.filter(Boolean).length;
}

function errorSum({ errorsPixels, agrees }: TriangulatedPoint): number {
  return errorsPixels.reduce((sum, error, i) => (agrees[i] ? sum + error * error : sum), 0);
}

function judge(observations: readonly Observation[], position: Vector3): TriangulatedPoint {
  const errorsPixels = observations.map((observation) => {
    const { depth, offU, offV } = look(observation, position);
    return depth > 0 ? observation.focalLength * Math.hypot(offU, offV) : Infinity;
  });
  return {
    position,
    errorsPixels,
    agrees: observations.map((observation, i) => errorsPixels[i]! <= observation.maxErrorPixels),
  };
}

/** How a camera sees a position beside where it is marked, in units of the focal length. */
function look({ cameraFromWorld, u, v }: Observation, position: Vector3) {
  const [x, y, depth] = mapPoint(cameraFromWorld, position);
  return { x, y, depth, offU: x / depth - u, offV: y / depth - v };
}

/** A unit vector in the world. */
function directionOf({ cameraFromWorld, u, v }: Observation): Vector3 {
  return normalise(apply(transpose(cameraFromWorld.rotation), [u, v, 1]));
}

/** The position nearest to all rays. */
function meetingPoint(observations: readonly Observation[]): Vector3 | undefined {
  const equations = emptyEquations();
  for (const observation of observations) {
    const [x, y, z] = directionOf(observation);
    // The distance from a ray, along each axis: the rows of the projection onto the ray's normal plane.
    const rows: readonly Vector3[] = [
      [1 - x * x, -x * y, -x * z],
      [-y * x, 1 - y * y, -y * z],
      [-z * x, -z * y, 1 - z * z],
    ];
    for (const row of rows) addEquation(equations, row, dot(row, observation.centre));
  }
  return solveEquations(equations);
}

/** Moves a position to where the sum of the squared pixel errors is least. */
function refine(observations: readonly Observation[], start: Vector3): Vector3 {
  let position = start;
  for (let round = 0; round < ROUNDS; round++) {
    const equations = emptyEquations();
    for (const observation of observations) {
      const { x, y, depth, offU, offV } = look(observation, position);
      const { focalLength } = observation;
      const { right, down, ahead } = cameraAxes(observation);
      const slope = (axis: Vector3, over: number): Vector3 => {
        const along = (i: 0 | 1 | 2) => (focalLength * (axis[i] - (over / depth) * ahead[i])) / depth;
        return [along(0), along(1), along(2)];
      };
      addEquation(equations, slope(right, x), -focalLength * offU);
      addEquation(equations, slope(down, y), -focalLength * offV);
    }
    const step = solveEquations(equations);
    if (!step) return position;
    position = add(position, step);
  }
  return position;
}
