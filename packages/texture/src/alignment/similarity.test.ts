import assert from 'node:assert/strict';
import { test } from 'node:test';
import { fitSimilarity, mapPoint, nearestRotation, type Similarity, type Vector3 } from './similarity.ts';

const [cos, sin] = [Math.cos(2), Math.sin(2)];
const truth: Similarity = {
  scale: 12.5,
  // A turn about z, then a quarter turn about x.
  rotation: [cos, -sin, 0, 0, 0, -1, sin, cos, 0],
  translation: [400, -7, 31],
};
const corners: Vector3[] = [
  [0, 0, 0],
  [3, 0, 0],
  [3, 2, 0],
  [0, 2, 0.5],
];

test('a similarity is found again from points, and from three of them too', () => {
  for (const points of [corners, corners.slice(0, 3)]) {
    const mapped = points.map((point) => mapPoint(truth, point));
    const { scale, rotation, translation } = fitSimilarity(points, mapped);
    assertNear([scale, ...rotation, ...translation], [truth.scale, ...truth.rotation, ...truth.translation]);
  }
});

test('errors of points are spread so that the sum of their squares is least', () => {
  const noise = [0.3, -0.2, 0.1, -0.1];
  const targets = corners.map((point, i) => {
    const [x, y, z] = mapPoint(truth, point);
    return [x + noise[i]!, y - noise[i]!, z + noise[3 - i]!] as const;
  });
  const fit = fitSimilarity(corners, targets);
  const cost = (similarity: Similarity) =>
    corners.reduce((sum, point, i) => {
      const at = mapPoint(similarity, point);
      return sum + at.reduce((all, value, axis) => all + (value - targets[i]![axis]!) ** 2, 0);
    }, 0);
  const least = cost(fit);
  assert.ok(least > 0.01 && least < cost(truth));
  for (const change of [
    { scale: fit.scale * 1.0001 },
    { scale: fit.scale * 0.9999 },
    { translation: [fit.translation[0] + 0.001, fit.translation[1], fit.translation[2]] as Vector3 },
    {
      rotation: nearestRotation(
        fit.rotation.map((value, i) => value + (i === 1 ? 1e-4 : i === 3 ? -1e-4 : 0)),
      ),
    },
  ]) {
    assert.ok(cost({ ...fit, ...change }) > least);
  }
});

test('mirrored points are turned, never reflected', () => {
  const mirrored = corners.map(([x, y, z]): Vector3 => [-x, y, z]);
  const [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0, i = 0] = fitSimilarity(
    corners,
    mirrored,
  ).rotation;
  assertNear([a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)], [1]);
});

test('points on one line are refused', () => {
  const line: Vector3[] = [
    [0, 0, 0],
    [1, 2, 3],
    [2, 4, 6],
  ];
  assert.throws(() => fitSimilarity(line, line), /one line/);
});

function assertNear(actual: readonly number[], expected: readonly number[]): void {
  actual.forEach((value, i) => {
    assert.ok(Math.abs(value - expected[i]!) < 1e-9, `${actual} is not ${expected}`);
  });
}
