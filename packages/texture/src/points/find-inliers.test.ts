import assert from 'node:assert/strict';
import { test } from 'node:test';
import { findInliers } from './find-inliers.ts';
import { denseGround } from './ground-points.fixture.ts';
import type { OrientedPoints } from './orient-points.ts';

function withPoints(points: OrientedPoints, more: number[][]): OrientedPoints {
  const positions = Float32Array.of(...points.positions, ...more.flat());
  const count = positions.length / 3;
  return { count, positions, normals: new Float32Array(3 * count), colours: new Uint8Array(3 * count) };
}

test('single points and small components far from the others are outliers', () => {
  const bunch = Array.from({ length: 12 }, (_, i) => [30 + 0.1 * i, 0, 5]);
  const isBody = findInliers([withPoints(denseGround(20, 0.25), [[0, 0, 900], ...bunch])]);
  assert.ok(isBody(0, 0, 0));
  assert.ok(isBody(-9.5, 9.5, 0));
  assert.ok(!isBody(0, 0, 900));
  assert.ok(!isBody(30, 0, 5));
});

test('a large component is kept, even far away', () => {
  const far = denseGround(5, 0.25);
  const isBody = findInliers([
    withPoints(
      denseGround(20, 0.25),
      Array.from({ length: far.count }, (_, i) => [far.positions[3 * i]! + 80, far.positions[3 * i + 1]!, 0]),
    ),
  ]);
  assert.ok(isBody(80, 0, 0));
});

test('a cloud without points, or with all at one position, has no outliers', () => {
  const nothing = denseGround(1, 1, () => true);
  assert.ok(findInliers([nothing])(1, 2, 3));
  const same = Array.from({ length: 20 }, () => [1, 1, 1]);
  assert.ok(findInliers([withPoints(nothing, same)])(1, 1, 1));
});
