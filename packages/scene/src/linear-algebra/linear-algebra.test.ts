import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertNear } from '../testing/assert-near.fixture.ts';
import { apply, degreesBetweenRotations, type Matrix3, multiply, transpose } from './matrix.ts';
import { addEquation, emptyEquations, solveEquations } from './normal-equations.ts';
import { type Quaternion, quaternionFromRotation, rotationFromQuaternion } from './quaternion.ts';
import { addOuterProduct, type Symmetric3, symmetricEigen } from './symmetric-eigen.ts';
import {
  cross,
  degreesBetween,
  dot,
  lengthOf,
  normalise,
  perpendicular,
  subtract,
  type Vector3,
} from './vector.ts';

/** Quarter turns that take x to y, and y to z. */
const AROUND_Z: Matrix3 = [0, -1, 0, 1, 0, 0, 0, 0, 1];
const AROUND_X: Matrix3 = [1, 0, 0, 0, 0, -1, 0, 1, 0];

function turnAroundZ(degrees: number): Matrix3 {
  const [sin, cos] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  return [cos, -sin, 0, sin, cos, 0, 0, 0, 1];
}

test('vectors have their known products, lengths and angles', () => {
  assert.deepEqual(cross([1, 0, 0], [0, 1, 0]), [0, 0, 1]);
  assert.equal(dot([1, 2, 3], [4, -5, 6]), 12);
  assert.deepEqual(subtract([5, 7, 9], [1, 2, 3]), [4, 5, 6]);
  assert.equal(lengthOf([2, 3, 6]), 7);
  assertNear(normalise([2, 3, 6]), [2 / 7, 3 / 7, 6 / 7]);
  assert.deepEqual(normalise([0, 0, 0]), [0, 0, 0]);
  assertNear([degreesBetween([1, 0, 0], normalise([1, 1, 0]))], [45]);
});

test('the two vectors across an axis make a frame with it', () => {
  for (const axis of [[0, 0, 1], [0, 0, -1], normalise([1, 2, 3])] satisfies Vector3[]) {
    const [first, second] = perpendicular(axis);
    assertNear([dot(first, axis), dot(second, axis), dot(first, second)], [0, 0, 0]);
    assertNear([lengthOf(first), lengthOf(second)], [1, 1]);
  }
});

test('a product of matrices does what its second factor does, and then the first', () => {
  assert.deepEqual(apply(AROUND_Z, [1, 0, 0]), [0, 1, 0]);
  assert.deepEqual(apply(multiply(AROUND_X, AROUND_Z), [1, 0, 0]), [0, 0, 1]);
  assert.deepEqual(apply(multiply(AROUND_Z, AROUND_X), [1, 0, 0]), [0, 1, 0]);
  assert.deepEqual(multiply(AROUND_Z, transpose(AROUND_Z)), [1, 0, 0, 0, 1, 0, 0, 0, 1]);
});

test('the angle between rotations is told, small ones too', () => {
  for (const degrees of [1e-7, 0.3, 90, 179]) {
    const found = degreesBetweenRotations(turnAroundZ(20), turnAroundZ(20 + degrees));
    assert.ok(Math.abs(found - degrees) < 1e-9, `${found}, not ${degrees}`);
  }
});

test('a rotation comes back from its quaternion, half turns included', () => {
  const halfTurns: Matrix3[] = [
    [1, 0, 0, 0, -1, 0, 0, 0, -1],
    [-1, 0, 0, 0, 1, 0, 0, 0, -1],
    [-1, 0, 0, 0, -1, 0, 0, 0, 1],
  ];
  for (const rotation of [
    ...halfTurns,
    AROUND_X,
    AROUND_Z,
    turnAroundZ(3),
    multiply(AROUND_X, turnAroundZ(200)),
  ]) {
    assertNear(rotationFromQuaternion(quaternionFromRotation(rotation)), rotation, 1e-12);
  }
});

test('a quaternion comes back from its rotation, whichever of its parts is the largest', () => {
  const parts = [0.1, 0.3, -0.5, 0.8062257748298549];
  for (const turn of [0, 1, 2, 3]) {
    const quaternion = [...parts.slice(turn), ...parts.slice(0, turn)] as unknown as Quaternion;
    const back = quaternionFromRotation(rotationFromQuaternion(quaternion));
    // The same rotation has two.
    const sign = Math.sign(back[0]) * Math.sign(quaternion[0]);
    assertNear(
      back.map((part) => sign * part),
      quaternion,
    );
  }
});

test('quaternions are w, x, y, z, and may be of any length', () => {
  assertNear(quaternionFromRotation(AROUND_Z), [Math.SQRT1_2, 0, 0, Math.SQRT1_2]);
  assertNear(rotationFromQuaternion([3, 0, 0, 3]), AROUND_Z);
});

test('a symmetric matrix is taken apart into the directions that it is made of', () => {
  const directions = [normalise([1, 2, 2]), normalise([2, 1, -2]), normalise([2, -2, 1])];
  const matrix: Symmetric3 = [0, 0, 0, 0, 0, 0];
  for (const [i, direction] of directions.entries()) addOuterProduct(matrix, direction, i + 1);
  for (const [i, { value, vector }] of symmetricEigen(matrix).entries()) {
    assertNear([value, Math.abs(dot(vector, directions[i]!))], [i + 1, 1]);
  }
});

test('equations are solved by least squares, and too few of them are refused', () => {
  const equations = emptyEquations();
  addEquation(equations, [1, 0, 0], 2);
  addEquation(equations, [0, 1, 0], 5);
  addEquation(equations, [0, 1, 0], 7);
  assert.equal(solveEquations(equations), undefined);
  addEquation(equations, [1, 0, 1], 1);
  assertNear(solveEquations(equations), [2, 6, -1]);
});
