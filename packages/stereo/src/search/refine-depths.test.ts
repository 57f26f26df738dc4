import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { type Kernel, loadKernel } from '../kernel.ts';
import { HYPOTHESIS_FLOATS } from './initial-hypotheses.ts';
import { refineDepths } from './refine-depths.ts';
import { GRID, planesOf, viewOfWall, WALL } from './wall.fixture.ts';

const { width, height } = GRID;
const LIMIT = { limit: 2 };
/** Windows reach three pixels to each side, and the wall moves by two. */
const MIDDLE = { fromX: 6, toX: 9, fromY: 4, toY: 7 };

let kernel: Kernel;
before(async () => {
  kernel = await loadKernel();
});

/** Refines hypotheses with a neighbour on the left and one on the right that have this inverse depth. */
function refine(hypotheses: Float32Array, inverse: number, seed = 1): Float32Array {
  const neighbours = [-1, 1].map((steps) => viewOfWall(steps, () => inverse));
  const reference = viewOfWall(0, () => 0);
  return refineDepths(kernel, hypotheses, { reference, neighbours, prior: LIMIT, seed });
}

/** Inverse depth and cost of the pixels whose windows all views show. */
function* inMiddle(hypotheses: Float32Array): Generator<{ inverse: number; cost: number }> {
  for (let y = MIDDLE.fromY; y <= MIDDLE.toY; y++) {
    for (let x = MIDDLE.fromX; x <= MIDDLE.toX; x++) {
      const at = (y * width + x) * HYPOTHESIS_FLOATS;
      yield { inverse: hypotheses[at] ?? Number.NaN, cost: hypotheses[at + 3] ?? Number.NaN };
    }
  }
}

test('planes that are photometrically and geometrically consistent cost nothing', () => {
  for (const { inverse, cost } of inMiddle(refine(planesOf(WALL, 0), 0.5))) {
    assert.ok(cost < 0.01 && Math.abs(inverse - 0.5) < 0.002, `${inverse} for ${cost}`);
  }
});

test('planes where the neighbours have no depths cost as much as three pixels of geometric error', () => {
  // 0.15 a pixel, beside pictures that are the same.
  for (const { cost } of inMiddle(refine(planesOf(WALL, 0), 0)))
    assert.ok(Math.abs(cost - 0.45) < 0.01, `${cost}`);
});

test('a wrong plane among right ones is replaced by theirs', () => {
  const hypotheses = planesOf(WALL, 0);
  hypotheses[(6 * width + 8) * HYPOTHESIS_FLOATS] = 0.8;
  for (const { inverse, cost } of inMiddle(refine(hypotheses, 0.5))) {
    assert.ok(cost < 0.01 && Math.abs(inverse - 0.5) < 0.002, `${inverse} for ${cost}`);
  }
});

test('pixels without a whole window are marked as textureless and stay as they are', () => {
  const refined = refine(planesOf(WALL, 0), 0.5);
  for (const [x, y] of [
    [0, 0],
    [2, 6],
    [width - 1, 6],
    [8, height - 1],
  ] as const) {
    const at = (y * width + x) * HYPOTHESIS_FLOATS;
    assert.deepEqual([...refined.subarray(at, at + 4)], [0.5, 0, 0, 3]);
  }
});

test('the same seed gives the same planes, and the input is not changed', () => {
  const found = planesOf([0.45, 0.01, 0], 0);
  const [first, again, other] = [refine(found, 0.5, 3), refine(found, 0.5, 3), refine(found, 0.5, 4)];
  assert.deepEqual(first, again);
  assert.notDeepEqual(first, other);
  assert.deepEqual(found, planesOf([0.45, 0.01, 0], 0));
});
