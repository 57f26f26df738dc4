import assert from 'node:assert/strict';
import { test } from 'node:test';
import { photoInconsistencies } from './photo-consistency.ts';

/** Of the views of one face, by their colours; all exposed alike unless it is said otherwise. */
function disagreementsOf(colours: number[][], exposures = colours.map(() => 1)): Float32Array {
  const face = {
    starts: Uint32Array.of(0, colours.length),
    views: Uint16Array.from(colours.keys()),
    qualities: new Float32Array(colours.length).fill(1),
    colours: Uint8ClampedArray.from(
      colours.flatMap((colour, view) => colour.map((value) => value * exposures[view]!)),
    ),
  };
  return photoInconsistencies(
    face,
    exposures.map((exposure) => [1 / exposure, 1 / exposure, 1 / exposure]),
  );
}

test('a leaf in front of a wall is an outlier, the wall is not', () => {
  const wall = [
    [200, 190, 180],
    [205, 195, 183],
    [196, 188, 176],
    [202, 189, 181],
  ];
  const result = disagreementsOf([...wall, [60, 120, 40]]);
  assert.ok(result.subarray(0, 4).every((value) => value <= 1));
  assert.ok(result[4]! > 1);
});

test('two leaves among seven views are outliers too', () => {
  const wall = Array.from({ length: 5 }, (_, i) => [200 + 2 * i, 190, 180]);
  const result = disagreementsOf([[60, 120, 40], ...wall, [70, 110, 45]]);
  assert.ok(result[0]! > 1 && result[6]! > 1);
});

test('two views cannot outvote each other', () => {
  assert.deepEqual(
    [
      ...disagreementsOf([
        [200, 200, 200],
        [20, 20, 20],
      ]),
    ],
    [0, 0],
  );
});

test('a photo that is only darker, and is brightened, is no outlier', () => {
  const wall = [200, 190, 180];
  const result = disagreementsOf([wall, wall, wall, wall], [1, 1, 1, 0.5]);
  assert.ok(result.every((value) => value < 0.1));
});
