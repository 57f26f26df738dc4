import {
  observationAt,
  type RegisteredImage,
  type SparseModel,
  triangulate,
  type Vector3,
} from '@tiepoint/scene';
import type { ControlPoint } from '../../port/engine.ts';

/** A control point, triangulated from its observations in the photos. */
export interface TriangulatedControlPoint {
  point: ControlPoint;
  /** In the model's own coordinates; undefined if it can't be triangulated. */
  position?: Vector3;
  /** Why it has no position, or which of its observations were left out, as a sentence. */
  reason: string | null;
  /** Root mean square over the observations that were used, in pixels. */
  reprojectionError: number | null;
  /** Observations that were used. */
  observationCount: number;
}

/** Triangulation needs two rays. */
const MIN_OBSERVATIONS = 2;

/** Triangulates the control points in a model; `photoNames` are the users' names of the photos. */
export function triangulateControlPoints(
  model: SparseModel,
  points: readonly ControlPoint[],
  photoNames: ReadonlyMap<string, string>,
): TriangulatedControlPoint[] {
  const { cameras } = model;
  const imagesByName = new Map(model.images.map((image) => [image.name, image]));
  return points.map((point) => triangulateControlPoint(point, { cameras, imagesByName, photoNames }));
}

function triangulateControlPoint(
  point: ControlPoint,
  {
    cameras,
    imagesByName,
    photoNames,
  }: Pick<SparseModel, 'cameras'> & {
    imagesByName: ReadonlyMap<string, RegisteredImage>;
    photoNames: ReadonlyMap<string, string>;
  },
): TriangulatedControlPoint {
  const seen = point.observations.flatMap(({ fileName, x, y }) => {
    const image = imagesByName.get(fileName);
    const camera = image && cameras.get(image.cameraId);
    const observation = image && camera && observationAt(image, camera, [x, y]);
    return observation ? [{ fileName, observation }] : [];
  });
  const lost = (reason: string): TriangulatedControlPoint => ({
    point,
    reason,
    reprojectionError: null,
    observationCount: 0,
  });
  if (point.observations.length === 0) return lost('It is not marked in any photo.');
  if (seen.length < MIN_OBSERVATIONS) {
    return lost(
      `It has ${countObservations(seen.length)} in registered photos; ${MIN_OBSERVATIONS} are needed.`,
    );
  }
  const found = triangulate(seen.map(({ observation }) => observation));
  if (!found)
    return lost('Its observations contradict each other, or all rays have nearly the same direction.');
  const outliers = seen.flatMap(({ fileName }, i) => {
    const name = photoNames.get(fileName) ?? fileName;
    return found.isInlier[i] ? [] : [`${name} (${sayPixels(found.reprojectionErrorsPixels[i])})`];
  });
  const used = found.reprojectionErrorsPixels.filter((_, i) => found.isInlier[i]);
  return {
    point,
    position: found.position,
    reason: outliers.length > 0 ? `Left out as outliers: ${outliers.join(', ')}.` : null,
    reprojectionError: Math.sqrt(used.reduce((sum, error) => sum + error * error, 0) / used.length),
    observationCount: used.length,
  };
}

function countObservations(count: number): string {
  return count === 1 ? '1 observation' : `${count} observations`;
}

function sayPixels(error = Number.POSITIVE_INFINITY): string {
  return Number.isFinite(error) ? `${Math.round(error)} pixels off` : 'behind the camera';
}
