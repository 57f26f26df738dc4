import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imageFrom, modelOf } from '@tiepoint/scene/testing';
import { denseGround, sparseGround } from './ground-points.fixture.ts';
import { pointsInGaps } from './points-in-gaps.ts';

test('tie points are used where dense ones are missing, and only there', () => {
  const dense = denseGround(40, 0.2, (x) => x > 10);
  const { count, positions, normals, spacings } = pointsInGaps(dense, sparseGround(3));
  // Of the columns at x = 0 to 19, those well beyond 10.
  assert.ok(count >= 7 * 20 && count <= 9 * 20, `${count} points`);
  for (let i = 0; i < count; i++) {
    assert.ok(positions[3 * i]! > 10);
    assert.ok(normals[3 * i + 2]! > 0.99);
    assert.ok(spacings[i]! > 1 && spacings[i]! < 3);
  }
});

test('a dense cloud without gaps gets no tie points', () => {
  assert.equal(pointsInGaps(denseGround(42, 0.2), sparseGround(3)).count, 0);
});

test('an empty sparse model and an empty dense cloud are accepted', () => {
  const nothing = denseGround(1, 1, () => true);
  assert.equal(pointsInGaps(denseGround(4, 0.2), modelOf([imageFrom(1, [0, 0, 1])])).count, 0);
  assert.equal(pointsInGaps(nothing, sparseGround(3)).count, 400);
});
