import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertNear } from '../testing/assert-near.fixture.ts';
import { invert, matrixColumns, type RigidTransform, relativeTransform } from './rigid-transform.ts';
import { IDENTITY, type Similarity, transformPoint, transformPositions } from './similarity.ts';

/** A quarter turn that takes x to y, then a shift. */
const B_FROM_A: RigidTransform = { rotation: [0, -1, 0, 1, 0, 0, 0, 0, 1], translation: [10, 20, 30] };
const C_FROM_A: RigidTransform = { rotation: [1, 0, 0, 0, 0, -1, 0, 1, 0], translation: [-1, 0, 5] };
const larger: Similarity = { scale: 2, rotation: B_FROM_A.rotation, translation: B_FROM_A.translation };

test('a transform turns, scales and then shifts', () => {
  assert.deepEqual(transformPoint(B_FROM_A, [1, 2, 3]), [8, 21, 33]);
  assert.deepEqual(transformPoint(larger, [1, 2, 3]), [6, 22, 36]);
  assert.deepEqual(transformPoint(IDENTITY, [1, 2, 3]), [1, 2, 3]);
});

test('many positions go where each of them goes', () => {
  assert.deepEqual(
    [...transformPositions(larger, Float32Array.of(1, 2, 3, 0, 0, 0))],
    [6, 22, 36, 10, 20, 30],
  );
  assert.deepEqual([...transformPositions(B_FROM_A, [1, 2, 3])], [8, 21, 33]);
});

test('the way back undoes the way there', () => {
  const aFromB = invert(B_FROM_A);
  assert.deepEqual(aFromB.translation, [-20, 10, -30]);
  assertNear(transformPoint(aFromB, transformPoint(B_FROM_A, [4, 5, 6])), [4, 5, 6]);
});

test('the way between two frames goes from the second to the first', () => {
  const bFromC = relativeTransform(B_FROM_A, C_FROM_A);
  assertNear(
    transformPoint(bFromC, transformPoint(C_FROM_A, [4, 5, 6])),
    transformPoint(B_FROM_A, [4, 5, 6]),
  );
});

test('a matrix of a transform has the turned axes and the shift as its columns', () => {
  assert.deepEqual(matrixColumns(B_FROM_A), [0, 1, 0, 0, -1, 0, 0, 0, 0, 0, 1, 0, 10, 20, 30, 1]);
});
