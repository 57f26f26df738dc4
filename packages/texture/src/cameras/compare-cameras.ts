import { fitSimilarity, mapPoint, type Similarity, type Vector3 } from '../alignment/similarity.ts';
import type { CameraJson, CamerasJson } from './write-cameras-json.ts';

/** How much the cameras of two models of the same photos differ. */
export interface CameraComparison {
  /** Photos that both models have placed. */
  common: number;
  /** Photos that only one of them has placed, by their names in the models. */
  onlyInFirst: string[];
  onlyInSecond: string[];
  /** Whether the second model was laid over the first one by a similarity, as they share no frame. */
  fitted: boolean;
  /** The largest distance between two positions of one camera, as a share of `extent`. */
  positionShare: number;
  /** Diagonal of the box around the first model's cameras, in its units. */
  extent: number;
  /** The largest angle between two directions of one camera, in degrees. */
  turnDegrees: number;
  /** The largest difference of focal lengths, as a share of the first one's. */
  focalShare: number;
}

/**
 * Two runs of one manifest on one engine differ by no more than this. COLMAP sums over threads in no fixed order and
 * draws random samples, so that they never agree to the last digit.
 */
export const CAMERA_TOLERANCE = { positionShare: 0.01, turnDegrees: 0.5, focalShare: 0.01 } as const;

type Pair = readonly [CameraJson, CameraJson];

/**
 * Compares two `cameras.json` of the same photos. Where both lie in the same frame on earth they are compared as they
 * are, otherwise after the similarity that takes the second model's positions nearest to the first one's. Throws a
 * RangeError where fewer than three photos are common, or where they lie on one line and there is no common frame.
 */
export function compareCameras(first: CamerasJson, second: CamerasJson): CameraComparison {
  const byName = new Map(second.cameras.map((camera) => [camera.name, camera]));
  const pairs = first.cameras.flatMap((camera): Pair[] => {
    const other = byName.get(camera.name);
    return other ? [[camera, other]] : [];
  });
  if (pairs.length < 3) throw new RangeError('fewer than three photos are common');
  const shared = new Set(pairs.map(([{ name }]) => name));
  const isOnly = ({ name }: CameraJson) => !shared.has(name);
  const fit = inOneFrame(first, second) ? undefined : fitPositions(pairs);
  const extent = extentOf(pairs.map(([camera]) => camera.position));
  const largest = (measure: (pair: Pair) => number) => Math.max(...pairs.map(measure));
  return {
    common: pairs.length,
    onlyInFirst: first.cameras.filter(isOnly).map(({ name }) => name),
    onlyInSecond: second.cameras.filter(isOnly).map(({ name }) => name),
    fitted: fit !== undefined,
    positionShare: largest((pair) => distance(pair, fit)) / extent,
    extent,
    turnDegrees: largest((pair) => angle(pair, fit)),
    focalShare: largest(([one, other]) => Math.abs(one.fx - other.fx) / one.fx),
  };
}

/** Whether two models hold the same photos in the same places, within `CAMERA_TOLERANCE`. */
export function areSameCameras(comparison: CameraComparison): boolean {
  const { onlyInFirst, onlyInSecond, positionShare, turnDegrees, focalShare } = comparison;
  return (
    onlyInFirst.length === 0 &&
    onlyInSecond.length === 0 &&
    positionShare <= CAMERA_TOLERANCE.positionShare &&
    turnDegrees <= CAMERA_TOLERANCE.turnDegrees &&
    focalShare <= CAMERA_TOLERANCE.focalShare
  );
}

function inOneFrame(first: CamerasJson, second: CamerasJson): boolean {
  return first.frame.type !== 'local' && JSON.stringify(first.frame) === JSON.stringify(second.frame);
}

function fitPositions(pairs: readonly Pair[]): Similarity {
  return fitSimilarity(
    pairs.map(([, { position }]) => toVector(position)),
    pairs.map(([{ position }]) => toVector(position)),
  );
}

function distance([one, other]: Pair, fit: Similarity | undefined): number {
  const at = toVector(other.position);
  const [x, y, z] = fit ? mapPoint(fit, at) : at;
  return Math.hypot(x - (one.position[0] ?? 0), y - (one.position[1] ?? 0), z - (one.position[2] ?? 0));
}

/** Degrees between the directions: a rotation's trace is one more than twice its cosine. */
function angle([one, other]: Pair, fit: Similarity | undefined): number {
  const turned = fit ? multiply(one.rotation, fit.rotation) : one.rotation;
  const trace = turned.reduce((sum, value, index) => sum + value * (other.rotation[index] ?? 0), 0);
  return (Math.acos(Math.min(1, Math.max(-1, (trace - 1) / 2))) * 180) / Math.PI;
}

/** The product of two 3 x 3 matrices, row by row. */
function multiply(a: readonly number[], b: readonly number[]): number[] {
  return Array.from({ length: 9 }, (_, index) => {
    const [row, column] = [Math.floor(index / 3), index % 3];
    return [0, 1, 2].reduce((sum, k) => sum + (a[3 * row + k] ?? 0) * (b[3 * k + column] ?? 0), 0);
  });
}

function extentOf(positions: readonly (readonly number[])[]): number {
  const sides = [0, 1, 2].map((axis) => {
    const values = positions.map((position) => position[axis] ?? 0);
    return Math.max(...values) - Math.min(...values);
  });
  return Math.hypot(...sides);
}

function toVector([x = 0, y = 0, z = 0]: readonly number[]): Vector3 {
  return [x, y, z];
}
