import {
  type CameraJson,
  type CamerasJson,
  degreesBetweenRotations,
  enuFromEnu,
  fitSimilarity,
  lengthOf,
  type Pose,
  poseOf,
  type Similarity,
  subtract,
  transformPose,
} from '@tiepoint/scene';
import type { CameraTruth, TrueCamera } from '../truth/camera-truth.ts';

/** Median and greatest of a set of errors. */
export interface ErrorRange {
  median: number;
  max: number;
}

/** Errors of camera poses against the ground truth. */
export interface PoseErrors {
  positionMetres: ErrorRange;
  rotationDegrees: ErrorRange;
  /** The similarity from the compared frame to that of the ground truth. */
  truthFromModel: Similarity;
}

/** The comparison of a reconstruction's cameras with the ground truth. */
export interface PoseComparison {
  /** Registered photos of the reconstruction, and photos of the scene. */
  registered: number;
  photos: number;
  /** As delivered, by the file's own georeferencing; missing where the frame is local. */
  georeferenced?: PoseErrors;
  /** After the best-fitting similarity: only the shape of the block of cameras counts. */
  fitted: PoseErrors;
}

/** A reconstructed camera and the true one. */
interface Pair {
  found: CameraJson;
  truth: TrueCamera;
}

/**
 * Compares a reconstruction's cameras (`cameras.json`) with the ground truth, photo by photo: distances in metres,
 * angles in degrees. `nameOf` turns a name in the file into the scene's own; by default they are the same. Throws a
 * RangeError when fewer than three cameras can be compared.
 */
export function comparePoses(
  truth: CameraTruth,
  file: CamerasJson,
  nameOf: (name: string) => string = (name) => name,
): PoseComparison {
  const byName = new Map(truth.cameras.map((camera) => [camera.name, camera]));
  const pairs = file.cameras.flatMap((found): Pair[] => {
    const camera = byName.get(nameOf(found.name));
    return camera ? [{ found, truth: camera }] : [];
  });
  const fit = fitSimilarity(
    pairs.map(({ found }) => found.position),
    pairs.map((pair) => pair.truth.centre),
  );
  const comparison: PoseComparison = {
    registered: pairs.length,
    photos: truth.cameras.length,
    fitted: measureErrors(pairs, fit),
  };
  if (file.frame.type === 'enu') {
    const truthFromModel = enuFromEnu({ target: truth.origin, source: file.frame.origin });
    comparison.georeferenced = measureErrors(pairs, { scale: 1, ...truthFromModel });
  }
  return comparison;
}

function measureErrors(pairs: readonly Pair[], truthFromModel: Similarity): PoseErrors {
  const poses = pairs.map(({ found, truth }): [Pose, Pose] => [
    transformPose(poseOf(found), truthFromModel),
    truth,
  ]);
  return {
    positionMetres: rangeOf(poses.map(([found, truth]) => lengthOf(subtract(found.centre, truth.centre)))),
    rotationDegrees: rangeOf(
      poses.map(([found, truth]) =>
        degreesBetweenRotations(found.cameraFromWorld.rotation, truth.cameraFromWorld.rotation),
      ),
    ),
    truthFromModel,
  };
}

function rangeOf(errors: readonly number[]): ErrorRange {
  const sorted = errors.toSorted((a, b) => a - b);
  return {
    median: sorted[Math.floor(sorted.length / 2)] ?? Number.NaN,
    max: sorted.at(-1) ?? Number.NaN,
  };
}
