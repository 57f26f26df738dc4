import { cameraAxes } from '../cameras/pose.ts';
import { apply, type Matrix3 } from '../linear-algebra/matrix.ts';
import { centroidOf } from '../linear-algebra/spread.ts';
import { addOuterProduct, type Symmetric3, symmetricEigen } from '../linear-algebra/symmetric-eigen.ts';
import { cross, dot, normalise, subtract, type Vector3 } from '../linear-algebra/vector.ts';
import type { Similarity } from '../transforms/similarity.ts';
import type { RegisteredImage, SparseModel } from './sparse-model.ts';
import { transformModel } from './transform-model.ts';

/**
 * Weight of the photos' vertical axes beside the horizontal ones: they decide where all photos look in one direction,
 * because the horizontal axes alone then leave a whole plane of possible up directions.
 */
const VERTICAL_WEIGHT = 0.02;
/** Weight of the viewing directions in nadir flights, where they are the best estimate of the vertical. */
const DOWNWARD_WEIGHT = 1;
/** A nadir flight: the cameras moved this much more along their vertical image axis than along their viewing direction. */
const FLIGHT_RATIO = 4;

/**
 * Rotates a model that is not georeferenced so that z points up, and moves its origin to the median of its points. Up is
 * the direction most nearly perpendicular to the photos' horizontal axes, because people and drones hold cameras level;
 * in a nadir flight it is also opposite to the mean viewing direction. The scale stays. The result is deterministic.
 */
export function turnUpright(model: SparseModel): SparseModel {
  return transformModel(model, findUprightFromModel(model));
}

/** The transform `uprightFromModel` that `turnUpright` applies, for other data in the model's frame. */
export function findUprightFromModel(model: SparseModel): Similarity {
  const rotation = rotationToZ(findUpDirection(model.images));
  const middle = apply(rotation, middleOf(model.points.positions));
  return { scale: 1, rotation, translation: subtract([0, 0, 0], middle) };
}

/** The direction that is most likely up, by how people and drones hold cameras. */
export function findUpDirection(
  images: readonly Pick<RegisteredImage, 'cameraFromWorld' | 'centre'>[],
): Vector3 {
  const axes = images.map(cameraAxes);
  const centres = images.map(({ centre }) => centre);
  const alongDown = spreadAlong(
    centres,
    axes.map(({ down }) => down),
  );
  const alongAhead = spreadAlong(
    centres,
    axes.map(({ ahead }) => ahead),
  );
  const isNadir = alongDown > FLIGHT_RATIO * alongAhead;
  const spread: Symmetric3 = [0, 0, 0, 0, 0, 0];
  const votes: [number, number, number] = [0, 0, 0];
  for (const { right, down, ahead } of axes) {
    addOuterProduct(spread, right);
    if (isNadir) addOuterProduct(spread, ahead, -DOWNWARD_WEIGHT);
    else addOuterProduct(spread, down, -VERTICAL_WEIGHT);
    // The sign of up: toward the photos' upper edges, and, for nadir photos, against the viewing direction.
    for (const axis of [0, 1, 2] as const) votes[axis] -= down[axis] + ahead[axis];
  }
  const up = symmetricEigen(spread)[0].vector;
  const sign = dot(up, votes) < 0 ? -1 : 1;
  return [sign * up[0], sign * up[1], sign * up[2]];
}

/** The sum of the squared distances of positions from their centroid, each along its own axis. */
function spreadAlong(places: readonly Vector3[], axes: readonly Vector3[]): number {
  const middle = centroidOf(places);
  return places.reduce((sum, place, i) => sum + dot(subtract(place, middle), axes[i] ?? middle) ** 2, 0);
}

/** A rotation that takes the unit vector `up` to (0, 0, 1). */
function rotationToZ(up: Vector3): Matrix3 {
  const second = normalise(cross(up, Math.abs(up[0]) < 0.9 ? [1, 0, 0] : [0, 1, 0]));
  return [...cross(second, up), ...second, ...up];
}

/** The median of each coordinate, which outliers do not affect. */
function middleOf(positions: Float64Array): Vector3 {
  const median = (axis: number) => {
    const values = positions.filter((_, at) => at % 3 === axis).sort();
    return values[values.length >> 1] ?? 0;
  };
  return [median(0), median(1), median(2)];
}
