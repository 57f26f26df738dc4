import assert from 'node:assert/strict';
import { test } from 'node:test';
import { buildKdTree, findNearest, roomForNeighbours, visitWithin } from './kd-tree.ts';

/** Reproducible, spread over a box, with some equal coordinates. */
const POSITIONS = Float32Array.from({ length: 3 * 500 }, (_, i) => ((i * 7919) % 101) / 10);

function squaredDistance(point: number, [x, y, z]: readonly number[]): number {
  return (
    (POSITIONS[3 * point]! - x!) ** 2 +
    (POSITIONS[3 * point + 1]! - y!) ** 2 +
    (POSITIONS[3 * point + 2]! - z!) ** 2
  );
}

test('the nearest points are those that a search through all of them finds', () => {
  const tree = buildKdTree(POSITIONS);
  for (const query of [
    [0, 0, 0],
    [5, 5, 5],
    [3.3, 8.1, 20],
  ] as [number, number, number][]) {
    const all = Array.from({ length: 500 }, (_, point) => squaredDistance(point, query)).sort(
      (a, b) => a - b,
    );
    const found = findNearest(tree, query, roomForNeighbours(12));
    found.squaredDistances.forEach((squared, i) => {
      assert.ok(Math.abs(squared - all[i]!) < 1e-9);
    });
  }
});

test('all points within a radius are visited, each once', () => {
  const visited: number[] = [];
  visitWithin(buildKdTree(POSITIONS), { centre: [5, 5, 5], radius: 3 }, (point) => visited.push(point));
  const expected = Array.from({ length: 500 }, (_, i) => i).filter(
    (point) => squaredDistance(point, [5, 5, 5]) <= 9,
  );
  assert.deepEqual(
    visited.sort((a, b) => a - b),
    expected,
  );
});
