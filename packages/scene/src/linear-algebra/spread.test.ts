import assert from 'node:assert/strict';
import { test } from 'node:test';
import { centroidOf, spreadOf } from './spread.ts';
import type { Vector3 } from './vector.ts';

test('the spread of a straight line has no second direction, that of a grid has', () => {
  const line: Vector3[] = [0, 1, 2, 3].map((step) => [10 * step, 20 * step, 5]);
  assert.ok(spreadOf(line).longest > 20);
  assert.ok(spreadOf(line).second < 1e-3);
  const grid: Vector3[] = [
    [0, 0, 1],
    [0, 6, 1],
    [8, 0, 1],
    [8, 6, 1],
  ];
  assert.deepEqual(centroidOf(grid), [4, 3, 1]);
  const { longest, second } = spreadOf(grid);
  assert.ok(Math.abs(longest - 4) < 1e-9 && Math.abs(second - 3) < 1e-9);
});
