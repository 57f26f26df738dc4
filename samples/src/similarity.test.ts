import assert from 'node:assert/strict';
import { test } from 'node:test';
import { angleBetween, type Matrix3, multiply, type Vector3 } from './matrix.ts';
import { Random } from './random.ts';
import { fitSimilarity, mapPoint, type Similarity } from './similarity.ts';

function turn(axis: 'x' | 'z', radians: number): Matrix3 {
  const [c, s] = [Math.cos(radians), Math.sin(radians)];
  return axis === 'z' ? [c, -s, 0, s, c, 0, 0, 0, 1] : [1, 0, 0, 0, c, -s, 0, s, c];
}

function cloud(seed: number, flat: boolean): Vector3[] {
  const random = new Random(seed);
  return Array.from({ length: 12 }, () => [
    random.normal(40),
    random.normal(25),
    flat ? 0 : random.normal(5),
  ]);
}

const KNOWN: Similarity = {
  scale: 3.7,
  rotation: multiply(turn('z', 2.1), turn('x', -2.8)),
  translation: [120, -45, 600],
};

test('a known similarity is recovered, also from points in one plane', () => {
  for (const flat of [false, true]) {
    const from = cloud(5, flat);
    const fit = fitSimilarity(
      from,
      from.map((point) => mapPoint(KNOWN, point)),
    );
    assert.ok(Math.abs(fit.scale - KNOWN.scale) < 1e-9);
    assert.ok(angleBetween(fit.rotation, KNOWN.rotation) < 1e-7);
    for (const axis of [0, 1, 2] as const) {
      assert.ok(Math.abs(fit.translation[axis] - KNOWN.translation[axis]) < 1e-6);
    }
  }
});

test('the fit to noisy points is the least-squares one: no small change of it fits better', () => {
  const random = new Random(9);
  const from = cloud(6, false);
  const to = from.map((point): Vector3 => {
    const [x, y, z] = mapPoint(KNOWN, point);
    return [x + random.normal(1), y + random.normal(1), z + random.normal(1)];
  });
  const cost = (similarity: Similarity) =>
    from.reduce((sum, point, index) => {
      const [x, y, z] = mapPoint(similarity, point);
      const [tx, ty, tz] = to[index] ?? [0, 0, 0];
      return sum + (x - tx) ** 2 + (y - ty) ** 2 + (z - tz) ** 2;
    }, 0);
  const fit = fitSimilarity(from, to);
  const least = cost(fit);
  for (const by of [-1e-3, 1e-3]) {
    const [x, y, z] = fit.translation;
    assert.ok(cost({ ...fit, scale: fit.scale * (1 + by) }) > least);
    assert.ok(cost({ ...fit, rotation: multiply(turn('z', by), fit.rotation) }) > least);
    assert.ok(cost({ ...fit, rotation: multiply(turn('x', by), fit.rotation) }) > least);
    assert.ok(cost({ ...fit, translation: [x + by, y + by, z + by] }) > least);
  }
});

test('too few points are refused', () => {
  assert.throws(() => fitSimilarity([[0, 0, 0]], [[0, 0, 0]]), RangeError);
  const same: Vector3[] = [
    [1, 2, 3],
    [1, 2, 3],
    [1, 2, 3],
  ];
  assert.throws(() => fitSimilarity(same, same), RangeError);
});
