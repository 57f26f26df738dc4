import assert from 'node:assert/strict';
import { test } from 'node:test';
import { areaOf, sharedArea } from './convex-overlap.ts';
import type { Point } from './local-frame.ts';

const square = (east: number, north: number, side: number): Point[] => [
  [east, north + side],
  [east + side, north + side],
  [east + side, north],
  [east, north],
];

test('clockwise corners have a positive area', () => {
  assert.equal(areaOf(square(0, 0, 3)), 9);
  assert.equal(areaOf(square(0, 0, 3).reverse()), -9);
});

test('two squares share what lies in both, and nothing where they are apart', () => {
  assert.equal(sharedArea(square(0, 0, 4), square(2, 3, 4)), 2);
  assert.equal(sharedArea(square(0, 0, 4), square(1, 1, 2)), 4);
  assert.equal(sharedArea(square(0, 0, 4), square(5, 0, 4)), 0);
});

test('a turned square cuts the corners of a straight one', () => {
  const turned: Point[] = [
    [0, 3],
    [3, 0],
    [0, -3],
    [-3, 0],
  ];
  assert.equal(sharedArea(square(-2, -2, 4), turned), 14);
});
