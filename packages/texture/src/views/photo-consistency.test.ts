import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { FaceViews } from './face-views.ts';
import { disagreements } from './photo-consistency.ts';

function oneFace(colors: number[][]): FaceViews {
  return {
    starts: Uint32Array.of(0, colors.length),
    views: Uint16Array.from(colors.keys()),
    qualities: new Float32Array(colors.length).fill(1),
    colors: Float32Array.from(colors.flat()),
  };
}

test('a leaf before a wall is an outlier, the wall is not', () => {
  const wall = [
    [200, 190, 180],
    [205, 195, 183],
    [196, 188, 176],
    [202, 189, 181],
  ];
  const result = disagreements(oneFace([...wall, [60, 120, 40]]));
  assert.ok(result.subarray(0, 4).every((value) => value <= 1));
  assert.ok(result[4]! > 1);
});

test('two leaves among seven views are outliers as well', () => {
  const wall = Array.from({ length: 5 }, (_, i) => [200 + 2 * i, 190, 180]);
  const result = disagreements(oneFace([[60, 120, 40], ...wall, [70, 110, 45]]));
  assert.ok(result[0]! > 1 && result[6]! > 1);
});

test('two views cannot outvote each other', () => {
  assert.deepEqual(
    [
      ...disagreements(
        oneFace([
          [200, 200, 200],
          [20, 20, 20],
        ]),
      ),
    ],
    [0, 0],
  );
});
