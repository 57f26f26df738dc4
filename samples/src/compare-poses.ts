import {
  type CameraJson,
  type CamerasJson,
  degreesBetweenRotations,
  enuFromEnu,
  fitSimilarity,
  lengthOf,
  movePose,
  type Pose,
  poseOf,
  type Similarity,
  subtract,
} from '@tiepoint/scene';
import type { CameraTruth, TrueCamera } from './truth.ts';

/** Median and greatest of a set of errors. */
export interface ErrorRange {
  median: number;
  max: number;
}

/** How far camera poses are from the truth. */
export interface PoseErrors {
  positionMetres: ErrorRange;
  rotationDegrees: ErrorRange;
  /** The map from the compared frame to the frame of the truth. */
  truthFromModel: Similarity;
}

/** The comparison of a reconstruction's cameras with the truth. */
export interface PoseComparison {
  /** Cameras of the reconstruction that the truth knows, and photos of the scene. */
  registered: number;
  photos: number;
  /** As delivered, by the file's own georeference; missing where the frame is local. */
  georeferenced?: PoseErrors;
  /** After the best-fitting similarity: the shape of the camera block alone. */
  fitted: PoseErrors;
}

/** A reconstructed camera and its truth. */
interface Pair {
  found: CameraJson;
  truth: TrueCamera;
}

/**
 * Compares a reconstruction's cameras with the truth, photo by photo.
 * `nameOf` turns a name in the file into the scene's own; by default they are the same.
 * Throws RangeError when fewer than three cameras can be compared.
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
    movePose(poseOf(found), truthFromModel),
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
