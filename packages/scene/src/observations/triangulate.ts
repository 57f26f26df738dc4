import { type Camera, pinholeOf } from '../cameras/camera.ts';
import { undistort } from '../cameras/lens-distortion.ts';
import { cameraAxes, type Pose } from '../cameras/pose.ts';
import { apply, transpose } from '../linear-algebra/matrix.ts';
import { addEquation, emptyEquations, solveEquations } from '../linear-algebra/normal-equations.ts';
import { add, degreesBetween, dot, normalise, type Vector3 } from '../linear-algebra/vector.ts';
import { transformPoint } from '../transforms/similarity.ts';

/** One photo's observation of a point: pose, and normalised image coordinates. */
export interface Observation extends Pose {
  /** Ideal normalised image coordinates, without lens distortion. */
  u: number;
  v: number;
  /** Pixels. */
  focalLength: number;
  /** An observation with a larger reprojection error, in pixels, is an outlier. */
  maxReprojectionErrorPixels: number;
}

/** A point triangulated from observations. */
export interface TriangulatedPoint {
  position: Vector3;
  /** Of each observation, in pixels; infinite where the point lies behind the camera. */
  reprojectionErrorsPixels: number[];
  /** Whether each observation is an inlier. */
  isInlier: boolean[];
}

/** The smallest triangulation angle: rays at a smaller one have no stable intersection. */
const MIN_ANGLE_DEGREES = 1;
/** Pairs of observations to start from: enough that one of them has no outlier. */
const MAX_PAIRS = 400;
/** Gauss-Newton iterations, from a start within pixels of the solution. */
const ROUNDS = 5;
/** The largest reprojection error of an inlier, as a share of the longer side: that of a careful manual observation. */
const MAX_REPROJECTION_ERROR_SHARE = 0.0025;
const MIN_MAX_REPROJECTION_ERROR_PIXELS = 3;

/** The observation of a point at a pixel of a photo; undefined where the camera model has no such pixel. */
export function observationAt(
  { cameraFromWorld, centre }: Pose,
  camera: Camera,
  [x, y]: readonly [number, number],
): Observation | undefined {
  const undistorted = undistort(camera, x, y);
  if (!undistorted) return undefined;
  const [u, v] = undistorted;
  const longerSide = Math.max(camera.width, camera.height);
  const maxReprojectionErrorPixels = Math.max(
    MIN_MAX_REPROJECTION_ERROR_PIXELS,
    MAX_REPROJECTION_ERROR_SHARE * longerSide,
  );
  return { cameraFromWorld, centre, u, v, focalLength: pinholeOf(camera).fx, maxReprojectionErrorPixels };
}

/**
 * Triangulates a point robustly: the position with the most inliers, refined to the smallest sum of their squared
 * reprojection errors. Undefined where fewer than two observations are inliers or all triangulation angles are too small.
 * Source: R. Hartley, A. Zisserman, "Multiple View Geometry in Computer Vision", 2nd edition (2004), chapter 12.
 */
export function triangulate(observations: readonly Observation[]): TriangulatedPoint | undefined {
  let best: TriangulatedPoint | undefined;
  for (const [a, b] of pairsOf(observations)) {
    const start = nearestToRays([a, b]);
    const found = start && evaluate(observations, start);
    if (found && isBetter(found, best)) best = found;
  }
  if (!best || countInliers(best) < 2) return undefined;
  const inliers = observations.filter((_, i) => best.isInlier[i]);
  const refined = evaluate(observations, refine(inliers, best.position));
  return countInliers(refined) >= countInliers(best) ? refined : best;
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
  const more = countInliers(found) - countInliers(best);
  return more > 0 || (more === 0 && errorSum(found) < errorSum(best));
}

function countInliers({ isInlier }: TriangulatedPoint): number {
  return isInlier.filter(Boolean).length;
}

function errorSum({ reprojectionErrorsPixels, isInlier }: TriangulatedPoint): number {
  return reprojectionErrorsPixels.reduce((sum, error, i) => (isInlier[i] ? sum + error * error : sum), 0);
}

function evaluate(observations: readonly Observation[], position: Vector3): TriangulatedPoint {
  const reprojectionErrorsPixels = observations.map((observation) => {
    const { depth, residualU, residualV } = residualsOf(observation, position);
    return depth > 0 ? observation.focalLength * Math.hypot(residualU, residualV) : Infinity;
  });
  return {
    position,
    reprojectionErrorsPixels,
    isInlier: observations.map(
      (observation, i) => reprojectionErrorsPixels[i]! <= observation.maxReprojectionErrorPixels,
    ),
  };
}

/** The residuals of an observation at a position, in units of the focal length, and the position in camera coordinates. */
function residualsOf({ cameraFromWorld, u, v }: Observation, position: Vector3) {
  const [x, y, depth] = transformPoint(cameraFromWorld, position);
  return { x, y, depth, residualU: x / depth - u, residualV: y / depth - v };
}

/** A unit vector in the world. */
function directionOf({ cameraFromWorld, u, v }: Observation): Vector3 {
  return normalise(apply(transpose(cameraFromWorld.rotation), [u, v, 1]));
}

/** The position with the least sum of squared distances to all rays. */
function nearestToRays(observations: readonly Observation[]): Vector3 | undefined {
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

/** Refines a position to the least sum of squared reprojection errors, by Gauss-Newton. */
function refine(observations: readonly Observation[], start: Vector3): Vector3 {
  let position = start;
  for (let round = 0; round < ROUNDS; round++) {
    const equations = emptyEquations();
    for (const observation of observations) {
      const { x, y, depth, residualU, residualV } = residualsOf(observation, position);
      const { focalLength } = observation;
      const { right, down, ahead } = cameraAxes(observation);
      const derivative = (axis: Vector3, over: number): Vector3 => {
        const along = (i: 0 | 1 | 2) => (focalLength * (axis[i] - (over / depth) * ahead[i])) / depth;
        return [along(0), along(1), along(2)];
      };
      addEquation(equations, derivative(right, x), -focalLength * residualU);
      addEquation(equations, derivative(down, y), -focalLength * residualV);
    }
    const step = solveEquations(equations);
    if (!step) return position;
    position = add(position, step);
  }
  return position;
}
