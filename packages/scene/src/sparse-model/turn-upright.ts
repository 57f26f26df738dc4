import { cameraAxes } from '../cameras/pose.ts';
import { apply, type Matrix3 } from '../linear-algebra/matrix.ts';
import { meanOf } from '../linear-algebra/spread.ts';
import { addOuterProduct, type Symmetric3, symmetricEigen } from '../linear-algebra/symmetric-eigen.ts';
import { cross, dot, normalise, subtract, type Vector3 } from '../linear-algebra/vector.ts';
import type { Similarity } from '../transforms/similarity.ts';
import { moveModel } from './move-model.ts';
import type { RegisteredImage, SparseModel } from './sparse-model.ts';

/**
 * How much the photos' vertical axes count beside the horizontal ones: they decide where all photos were taken in
 * one direction, whose horizontal axes alone leave a whole plane to choose from.
 */
const VERTICAL_WEIGHT = 0.02;
/** How much the directions of view count where the cameras looked down: there they are what is known best. */
const DOWNWARD_WEIGHT = 1;
/** Cameras that moved so much more along their pictures' vertical than forward flew and looked down. */
const FLIGHT_RATIO = 4;

/**
 * Turns a model whose orientation is arbitrary (no GPS) so that Z points up, and moves its origin to the middle of
 * its points. Up is the direction to which the photos' horizontal axes are most nearly at right angles, because people
 * and drones hold cameras level; in a flight that looked down it is also against the mean direction of view. The scale
 * stays. The same model always comes out the same.
 */
export function turnUpright(model: SparseModel): SparseModel {
  return moveModel(model, findUprightFromModel(model));
}

/** What `turnUpright` does to a model, `uprightFromModel`, for what others have made of the same model. */
export function findUprightFromModel(model: SparseModel): Similarity {
  const rotation = rotationToZ(upDirection(model.images));
  const middle = apply(rotation, middleOf(model.points.positions));
  return { scale: 1, rotation, translation: subtract([0, 0, 0], middle) };
}

function upDirection(images: readonly RegisteredImage[]): Vector3 {
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
  const lookedDown = alongDown > FLIGHT_RATIO * alongAhead;
  const spread: Symmetric3 = [0, 0, 0, 0, 0, 0];
  const votes: [number, number, number] = [0, 0, 0];
  for (const { right, down, ahead } of axes) {
    addOuterProduct(spread, right);
    if (lookedDown) addOuterProduct(spread, ahead, -DOWNWARD_WEIGHT);
    else addOuterProduct(spread, down, -VERTICAL_WEIGHT);
    // Up is where the pictures' upper edges point, and, for cameras that look straight down, behind the camera.
    for (const axis of [0, 1, 2] as const) votes[axis] -= down[axis] + ahead[axis];
  }
  const up = symmetricEigen(spread)[0].vector;
  const sign = dot(up, votes) < 0 ? -1 : 1;
  return [sign * up[0], sign * up[1], sign * up[2]];
}

/** How far places lie apart, each along its own axis: the sum of the squared distances from their middle. */
function spreadAlong(places: readonly Vector3[], axes: readonly Vector3[]): number {
  const middle = meanOf(places);
  return places.reduce((sum, place, i) => sum + dot(subtract(place, middle), axes[i] ?? middle) ** 2, 0);
}

/** A rotation that takes the unit vector `up` to (0, 0, 1). */
function rotationToZ(up: Vector3): Matrix3 {
  const second = normalise(cross(up, Math.abs(up[0]) < 0.9 ? [1, 0, 0] : [0, 1, 0]));
  return [...cross(second, up), ...second, ...up];
}

/** The median of each coordinate, on which strays have no influence. */
function middleOf(positions: Float64Array): Vector3 {
  const median = (axis: number) => {
    const values = positions.filter((_, at) => at % 3 === axis).sort();
    return values[values.length >> 1] ?? 0;
  };
  return [median(0), median(1), median(2)];
}
