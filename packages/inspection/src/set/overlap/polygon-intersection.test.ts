import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Point } from '../positions/local-frame.ts';
import { areaOf, intersectionArea } from './polygon-intersection.ts';

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

test('the intersection of two squares is what lies in both, 0 where they are apart', () => {
  assert.equal(intersectionArea(square(0, 0, 4), square(2, 3, 4)), 2);
  assert.equal(intersectionArea(square(0, 0, 4), square(1, 1, 2)), 4);
  assert.equal(intersectionArea(square(0, 0, 4), square(5, 0, 4)), 0);
});

test('a rotated square cuts off the corners of an upright one', () => {
  const rotated: Point[] = [
    [0, 3],
    [3, 0],
    [0, -3],
    [-3, 0],
  ];
  assert.equal(intersectionArea(square(-2, -2, 4), rotated), 14);
});
