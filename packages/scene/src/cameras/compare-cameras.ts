import { degreesBetweenRotations } from '../linear-algebra/matrix.ts';
import { lengthOf, subtract, type Vector3 } from '../linear-algebra/vector.ts';
import { fitSimilarity } from '../transforms/fit-similarity.ts';
import { IDENTITY, type Similarity } from '../transforms/similarity.ts';
import { type CameraJson, type CamerasJson, poseOf } from './cameras-json.ts';
import { type Pose, transformPose } from './pose.ts';

/** Differences between the cameras of two models of the same photos. */
export interface CameraComparison {
  /** Photos that are registered in both models. */
  common: number;
  /** Photos that are registered in only one of them, by their names in the models. */
  onlyInFirst: string[];
  onlyInSecond: string[];
  /** Whether the second model was aligned to the first one by a similarity, because they share no frame. */
  fitted: boolean;
  /** The largest distance between two positions of one camera, as a share of `extent`. */
  positionShare: number;
  /** Diagonal of the box around the first model's cameras, in its units. */
  extent: number;
  /** The largest angle between two orientations of one camera, in degrees. */
  rotationDegrees: number;
  /** The largest difference of focal lengths, as a share of the first one's. */
  focalShare: number;
}

/**
 * Two runs of one manifest on one engine differ by no more than this. COLMAP sums over threads in no fixed order and
 * draws random samples, so results are never identical to the last digit.
 */
export const CAMERA_TOLERANCE = { positionShare: 0.01, rotationDegrees: 0.5, focalShare: 0.01 } as const;

/** One photo's camera in both models. */
type Pair = readonly [CameraJson, CameraJson];

/**
 * Compares two `cameras.json` of the same photos. Models in the same georeferenced frame are compared as they are,
 * others after the best-fitting similarity between their camera positions. Throws a RangeError where fewer than three
 * photos are common, or where they lie on one line and there is no common frame.
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
  const fitted = !inOneFrame(first, second);
  const firstFromSecond = fitted ? fitPositions(pairs) : IDENTITY;
  const poses = pairs.map(
    ([one, other]) => [poseOf(one), transformPose(poseOf(other), firstFromSecond)] as const,
  );
  const extent = extentOf(poses.map(([{ centre }]) => centre));
  return {
    common: pairs.length,
    onlyInFirst: first.cameras.filter(isOnly).map(({ name }) => name),
    onlyInSecond: second.cameras.filter(isOnly).map(({ name }) => name),
    fitted,
    positionShare: Math.max(...poses.map(distanceBetween)) / extent,
    extent,
    rotationDegrees: Math.max(...poses.map(degreesBetween)),
    focalShare: Math.max(...pairs.map(([one, other]) => Math.abs(one.fx - other.fx) / one.fx)),
  };
}

/** Whether two models hold the same photos in the same places, within `CAMERA_TOLERANCE`. */
export function areSameCameras(comparison: CameraComparison): boolean {
  const { onlyInFirst, onlyInSecond, positionShare, rotationDegrees, focalShare } = comparison;
  return (
    onlyInFirst.length === 0 &&
    onlyInSecond.length === 0 &&
    positionShare <= CAMERA_TOLERANCE.positionShare &&
    rotationDegrees <= CAMERA_TOLERANCE.rotationDegrees &&
    focalShare <= CAMERA_TOLERANCE.focalShare
  );
}

function inOneFrame(first: CamerasJson, second: CamerasJson): boolean {
  return first.frame.type !== 'local' && JSON.stringify(first.frame) === JSON.stringify(second.frame);
}

function fitPositions(pairs: readonly Pair[]): Similarity {
  return fitSimilarity(
    pairs.map(([, { position }]) => position),
    pairs.map(([{ position }]) => position),
  );
}

function distanceBetween([one, other]: readonly [Pose, Pose]): number {
  return lengthOf(subtract(one.centre, other.centre));
}

function degreesBetween([one, other]: readonly [Pose, Pose]): number {
  return degreesBetweenRotations(one.cameraFromWorld.rotation, other.cameraFromWorld.rotation);
}

function extentOf(positions: readonly Vector3[]): number {
  const side = (axis: 0 | 1 | 2) => {
    const values = positions.map((position) => position[axis]);
    return Math.max(...values) - Math.min(...values);
  };
  return lengthOf([side(0), side(1), side(2)]);
}
