import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createRandom } from '../random.ts';
import { HYPOTHESIS_FLOATS, initialiseHypotheses } from './initial-hypotheses.ts';

/** Two squares of tie points wide, one high. */
const GRID = { width: 32, height: 16, focalX: 20, focalY: 20, centreX: 15.5, centreY: 7.5 };
const RANGE = { farthest: 0.1, nearest: 0.9, limit: 2 };

type Seed = readonly [x: number, y: number, inverse: number];

/** Tie points in the middle of the left and of the right square. */
function seedsOf(left: number, right: number): Seed[] {
  const many = (count: number, seed: Seed) => Array.from({ length: count }, () => seed);
  return [...many(left, [8, 8, 0.5]), ...many(right, [24, 8, 0.25])];
}

function lay(seeds: readonly Seed[], random: () => number, grid = GRID): (x: number, y: number) => number[] {
  const table = new Float32Array(grid.width * grid.height * HYPOTHESIS_FLOATS).fill(Number.NaN);
  const prior = { ...RANGE, seeds: Float32Array.from(seeds.flat()) };
  initialiseHypotheses(table, grid, { prior, random });
  return (x, y) => {
    const at = (y * grid.width + x) * HYPOTHESIS_FLOATS;
    return [...table.subarray(at, at + HYPOTHESIS_FLOATS)];
  };
}

/** Changes neither depths nor slopes. */
const middling = () => 0.5;

test('a pixel is initialised with the depth of a tie point nearby', () => {
  const planeAt = lay(seedsOf(6, 6), middling);
  for (const y of [0, 7, 15]) {
    for (const x of [0, 15]) assert.deepEqual(planeAt(x, y), [0.5, 0, 0, 0]);
    for (const x of [16, 31]) assert.deepEqual(planeAt(x, y), [0.25, 0, 0, 0]);
  }
});

test('where fewer than six tie points are nearby, those of the next squares are used too', () => {
  const random = createRandom(3);
  const planeAt = lay(seedsOf(5, 6), random);
  const isLeft = (x: number) => (planeAt(x, 5)[0] ?? 0) > 0.4;
  const columns = [...new Array(32).keys()];
  const left = columns.slice(0, 16).filter(isLeft).length;
  assert.ok(left > 0 && left < 16, `${left} of 16 are at the left point's depth`);
  assert.ok(!columns.slice(16).some(isLeft));
});

test('few tie points are used all the same, and without any the nearest depth of the range is used', () => {
  assert.deepEqual(lay(seedsOf(0, 1), middling)(2, 2), [0.25, 0, 0, 0]);
  assert.deepEqual(lay([], middling)(2, 2), [Math.fround(0.9), 0, 0, 0]);
});

test('tie points outside of the image do not count', () => {
  const beside: Seed[] = [
    ...new Array<Seed>(6).fill([-1, 24, 0.7]),
    ...new Array<Seed>(6).fill([40, 8, 0.7]),
    ...new Array<Seed>(6).fill([24, 40, 0.7]),
    ...new Array<Seed>(6).fill([24, -3, 0.7]),
  ];
  const planeAt = lay([...seedsOf(6, 6), ...beside], middling, { ...GRID, height: 32 });
  for (const [x, y, inverse] of [...seedsOf(1, 1), [8, 24, 0.25], [24, 24, 0.25]] as const) {
    assert.equal(planeAt(x, y)[0], inverse, `at ${x}, ${y}`);
  }
});

test('depths are perturbed by up to a fiftieth, and slopes by up to the depth’s share of a pixel', () => {
  const least = lay(seedsOf(6, 6), () => 0)(3, 3);
  const expected = [0.5 * 0.98, (-0.5 * 0.98) / 20, (-0.5 * 0.98) / 20, 0];
  for (const [at, value] of expected.entries()) assert.ok(Math.abs((least[at] ?? 1) - value) < 1e-7);
  const random = createRandom(5);
  const planeAt = lay(seedsOf(6, 6), random);
  const inverses: number[] = [];
  for (let x = 0; x < 16; x++) {
    for (let y = 0; y < 16; y++) {
      const [inverse = 0, right = 1, down = 1, cost] = planeAt(x, y);
      inverses.push(inverse);
      assert.ok(Math.abs(inverse - 0.5) <= 0.0100001);
      assert.ok(Math.max(Math.abs(right), Math.abs(down)) <= inverse / 20 + 1e-7);
      assert.equal(cost, 0);
    }
  }
  assert.ok(Math.max(...inverses) > 0.505 && Math.min(...inverses) < 0.495);
});
