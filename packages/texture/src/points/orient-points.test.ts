import assert from 'node:assert/strict';
import { test } from 'node:test';
import { imageFrom, modelOf } from '@tiepoint/scene/testing';
import { sparseGround } from './ground-points.fixture.ts';
import { orientPoints } from './orient-points.ts';

test('the normals of a plane point to the cameras that observe it', () => {
  const { count, normals } = orientPoints(sparseGround(3));
  assert.equal(count, 400);
  for (let i = 0; i < count; i++) assert.ok(normals[3 * i + 2]! > 0.99);
});

test('a point far from all others is left out', () => {
  const { count, positions } = orientPoints(sparseGround(3, [[10, 10, 9]]));
  assert.equal(count, 400);
  assert.ok(positions.every((value, at) => at % 3 !== 2 || value < 1));
});

test('where too few points are reliable the limits are relaxed', () => {
  assert.equal(orientPoints(sparseGround(2)).count, 400);
  assert.equal(orientPoints(sparseGround(3, [], 4)).count, 400);
});

test('a model with hardly any points is refused', () => {
  assert.throws(() => orientPoints(modelOf([imageFrom(1, [0, 0, 1])])), /too few for a surface/);
});
