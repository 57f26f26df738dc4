import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Matrix3 } from '../linear-algebra/matrix.ts';
import type { Vector3 } from '../linear-algebra/vector.ts';
import { assertNear } from '../testing/assert-near.fixture.ts';
import { fitSimilarity } from './fit-similarity.ts';
import { nearestRotation } from './nearest-rotation.ts';
import { type Similarity, transformPoint } from './similarity.ts';

const [cos, sin] = [Math.cos(2), Math.sin(2)];
const truth: Similarity = {
  scale: 12.5,
  // A turn about z, then a quarter turn about x.
  rotation: [cos, -sin, 0, 0, 0, -1, sin, cos, 0],
  translation: [400, -7, 31],
};
const CORNERS: Vector3[] = [
  [0, 0, 0],
  [3, 0, 0],
  [3, 2, 0],
  [0, 2, 0.5],
];

test('a similarity is found again from points, and from three of them too', () => {
  for (const points of [CORNERS, CORNERS.slice(0, 3)]) {
    const mapped = points.map((point) => transformPoint(truth, point));
    const { scale, rotation, translation } = fitSimilarity(points, mapped);
    assertNear([scale, ...rotation, ...translation], [truth.scale, ...truth.rotation, ...truth.translation]);
  }
});

test('errors of points are spread so that the sum of their squares is least', () => {
  const noise = [0.3, -0.2, 0.1, -0.1];
  const targets = CORNERS.map((point, i) => {
    const [x, y, z] = transformPoint(truth, point);
    return [x + noise[i]!, y - noise[i]!, z + noise[3 - i]!] as const;
  });
  const fit = fitSimilarity(CORNERS, targets);
  const cost = (similarity: Similarity) =>
    CORNERS.reduce((sum, point, i) => {
      const at = transformPoint(similarity, point);
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
        fit.rotation.map((value, i) => value + (i === 1 ? 1e-4 : i === 3 ? -1e-4 : 0)) as unknown as Matrix3,
      ),
    },
  ]) {
    assert.ok(cost({ ...fit, ...change }) > least);
  }
});

test('mirrored points are turned, never reflected', () => {
  const mirrored = CORNERS.map(([x, y, z]): Vector3 => [-x, y, z]);
  const [a, b, c, d, e, f, g, h, i] = fitSimilarity(CORNERS, mirrored).rotation;
  assertNear([a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g)], [1]);
});

test('points on one line, at one place, or too few are refused', () => {
  const line: Vector3[] = [
    [0, 0, 0],
    [1, 2, 3],
    [2, 4, 6],
  ];
  assert.throws(() => fitSimilarity(line, line), /one line/);
  const same: Vector3[] = [line[1]!, line[1]!, line[1]!];
  assert.throws(() => fitSimilarity(same, same), RangeError);
  assert.throws(() => fitSimilarity(CORNERS.slice(0, 2), CORNERS.slice(0, 2)), /3 pairs .* not 2 and 2/);
  assert.throws(() => fitSimilarity(CORNERS, CORNERS.slice(0, 3)), /not 4 and 3/);
});

test('a matrix that is nearly a rotation is brought to the nearest one', () => {
  assertNear(nearestRotation([0, -2, 0, 2, 0, 0, 0, 0, 2]), [0, -1, 0, 1, 0, 0, 0, 0, 1]);
});
