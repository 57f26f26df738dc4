import { type Symmetric3, symmetricEigen } from '../linear-algebra/symmetric-eigen.ts';
import { centreOf } from './read-sparse-model.ts';
import type { RegisteredImage, SparseModel } from './sparse-model.ts';

type Vector = [number, number, number];

/**
 * How much the photos' vertical axes count beside the horizontal ones: they decide where all photos were taken in
 * one direction, whose horizontal axes alone leave a whole plane to choose from.
 */
const VERTICAL_WEIGHT = 0.02;
/** How much the directions of view count where the cameras looked down: there they are what is known best. */
const DOWNWARD_WEIGHT = 1;
/** Rows of a rotation: the picture's horizontal and vertical axis and the direction of view, in the world. */
const HORIZONTAL = 0;
const VERTICAL = 3;
const FORWARD = 6;
/** Cameras that moved so much more along their pictures' vertical than forward flew and looked down. */
const FLIGHT_RATIO = 4;

/** How a model is moved and turned: its middle comes to the origin, then each row gives one coordinate. */
export interface UprightTurn {
  rows: [Vector, Vector, Vector];
  middle: Vector;
}

/**
 * Turns a model whose orientation is arbitrary (no GPS) so that Z points up, and moves its origin to the middle of
 * its points. Up is the direction to which the photos' horizontal axes are most nearly at right angles, because people
 * and drones hold cameras level; in a flight that looked down it is also against the mean direction of view. The scale
 * stays. The same model always comes out the same.
 */
export function turnUpright(model: SparseModel): SparseModel {
  const turn = findUprightTurn(model);
  const positions = turnPositions(model.points.positions, turn);
  const images = model.images.map((image) => turnImage(image, turn.rows, turn.middle));
  return { cameras: model.cameras, images, points: { ...model.points, positions } };
}

/** What `turnUpright` does to a model, for what others have made of the same model. */
export function findUprightTurn(model: SparseModel): UprightTurn {
  return { rows: rotationToZ(upDirection(model.images)), middle: middleOf(model.points.positions) };
}

/** Positions (x, y, z by turns) moved and turned. */
export function turnPositions(positions: ArrayLike<number>, { rows, middle }: UprightTurn): Float64Array {
  const turned = new Float64Array(positions.length);
  for (let at = 0; at < turned.length; at += 3) {
    for (let row = 0; row < 3; row++) {
      for (let axis = 0; axis < 3; axis++) {
        turned[at + row]! += rows[row]![axis]! * (positions[at + axis]! - middle[axis]!);
      }
    }
  }
  return turned;
}

function upDirection(images: RegisteredImage[]): Vector {
  const lookedDown = spreadAlong(images, VERTICAL) > FLIGHT_RATIO * spreadAlong(images, FORWARD);
  const spread: Symmetric3 = [0, 0, 0, 0, 0, 0];
  const votes: Vector = [0, 0, 0];
  const add = ([x, y, z]: Vector, weight: number) => {
    spread[0] += weight * x * x;
    spread[1] += weight * x * y;
    spread[2] += weight * x * z;
    spread[3] += weight * y * y;
    spread[4] += weight * y * z;
    spread[5] += weight * z * z;
  };
  for (const { rotation } of images) {
    add(axisOf(rotation, HORIZONTAL), 1);
    if (lookedDown) add(axisOf(rotation, FORWARD), -DOWNWARD_WEIGHT);
    else add(axisOf(rotation, VERTICAL), -VERTICAL_WEIGHT);
    // Up is where the pictures' upper edges point, and, for cameras that look straight down, behind the camera.
    for (const axis of [0, 1, 2] as const)
      votes[axis] -= rotation[VERTICAL + axis]! + rotation[FORWARD + axis]!;
  }
  const up = symmetricEigen(spread)[0].vector;
  const sign = dot(up, votes) < 0 ? -1 : 1;
  return [sign * up[0], sign * up[1], sign * up[2]];
}

/** How far the cameras lie apart along one of their own axes: the sum of the squared distances from their middle. */
function spreadAlong(images: RegisteredImage[], row: number): number {
  const middle: Vector = [0, 0, 0];
  for (const { centre } of images)
    for (const axis of [0, 1, 2] as const) middle[axis] += centre[axis]! / images.length;
  return images.reduce((sum, { rotation, centre }) => {
    const offset: Vector = [centre[0]! - middle[0], centre[1]! - middle[1], centre[2]! - middle[2]];
    return sum + dot(offset, axisOf(rotation, row)) ** 2;
  }, 0);
}

function axisOf(rotation: Float64Array, row: number): Vector {
  return [rotation[row]!, rotation[row + 1]!, rotation[row + 2]!];
}

/** Rows of a rotation that takes the unit vector `up` to (0, 0, 1). */
function rotationToZ(up: Vector): [Vector, Vector, Vector] {
  const other: Vector = Math.abs(up[0]) < 0.9 ? [1, 0, 0] : [0, 1, 0];
  const second = normalise(cross(up, other));
  return [cross(second, up), second, up];
}

/** The median of each coordinate, on which strays have no influence. */
function middleOf(positions: Float64Array): Vector {
  const median = (axis: number) => {
    const values = positions.filter((_, at) => at % 3 === axis).sort();
    return values[values.length >> 1] ?? 0;
  };
  return [median(0), median(1), median(2)];
}

function turnImage(image: RegisteredImage, turn: [Vector, Vector, Vector], middle: Vector): RegisteredImage {
  const rotation = new Float64Array(9);
  const translation = image.translation.slice();
  for (let row = 0; row < 3; row++) {
    for (let axis = 0; axis < 3; axis++) {
      const value = image.rotation[3 * row + axis]!;
      translation[row]! += value * middle[axis]!;
      for (let column = 0; column < 3; column++) rotation[3 * row + column]! += value * turn[column]![axis]!;
    }
  }
  return { ...image, rotation, translation, centre: centreOf(rotation, translation) };
}

function dot(a: Vector, b: Vector): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

function cross(a: Vector, b: Vector): Vector {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function normalise([x, y, z]: Vector): Vector {
  const length = Math.hypot(x, y, z);
  return [x / length, y / length, z / length];
}
