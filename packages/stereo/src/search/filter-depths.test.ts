import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import { type Kernel, loadKernel } from '../kernel.ts';
import { type FilteredDepths, filterDepths } from './filter-depths.ts';
import { HYPOTHESIS_FLOATS } from './initial-hypotheses.ts';
import { GRID, planesOf, STEP_PIXELS, viewOfWall, WALL } from './wall.fixture.ts';

const { width, height } = GRID;
const PIXELS = width * height;
const MIDDLE = 6 * width + 8;
const GOOD_COST = 0.3;

let kernel: Kernel;
before(async () => {
  kernel = await loadKernel();
});

/** Filters hypotheses with a neighbour at the same position that has these inverse depths. */
function filterBeside(hypotheses: Float32Array, inverseAt: (x: number, y: number) => number): FilteredDepths {
  return filterDepths(kernel, hypotheses, {
    reference: viewOfWall(0, () => 0),
    neighbours: [viewOfWall(0, inverseAt)],
  });
}

function normalAt({ normals }: FilteredDepths, pixel: number): number[] {
  return [0, 1, 2].map((axis) => normals[axis * PIXELS + pixel] ?? Number.NaN);
}

test('a wall is kept where its neighbour shows it too, two pixels farther left', () => {
  const neighbour = viewOfWall(1, () => 0.5);
  const map = filterDepths(kernel, planesOf(WALL, GOOD_COST), {
    reference: viewOfWall(0, () => 0),
    neighbours: [neighbour],
  });
  for (let pixel = 0; pixel < PIXELS; pixel++) {
    const isShown = pixel % width >= STEP_PIXELS;
    assert.equal(map.depths[pixel], isShown ? 2 : 0, `pixel ${pixel}`);
    assert.deepEqual(normalAt(map, pixel).map(Math.abs), isShown ? [0, 0, 1] : [0, 0, 0]);
  }
  assert.equal(normalAt(map, MIDDLE)[2], -1);
  assert.equal(map.coverage, 14 / 16);
});

test('a depth is confirmed by any neighbour whose own depth differs by less than a hundredth', () => {
  const confirmed = (...inverses: number[]) =>
    filterDepths(kernel, planesOf(WALL, GOOD_COST), {
      reference: viewOfWall(0, () => 0),
      neighbours: inverses.map((inverse) => viewOfWall(0, () => inverse)),
    }).coverage;
  assert.equal(confirmed(0.5 * 1.009), 1);
  assert.equal(confirmed(0.5 * 0.991), 1);
  assert.equal(confirmed(0.5 * 1.011), 0);
  assert.equal(confirmed(0.5 * 0.989), 0);
  assert.equal(confirmed(0), 0);
  assert.equal(confirmed(0, 0.5), 1);
  assert.equal(confirmed(), 0);
});

test('planes with a high cost are dropped, confirmed or not', () => {
  assert.equal(filterBeside(planesOf(WALL, 0.64), () => 0.5).coverage, 1);
  assert.equal(filterBeside(planesOf(WALL, 0.66), () => 0.5).coverage, 0);
});

test('a slanted wall has its depth at the corners of its pixels, and its normal toward the camera', () => {
  // At 45 degrees, the right side nearer: 0.5 Z + 0.5 X = 1, so 1 / Z = 0.5 + X / 2 Z, and X / Z changes by 1 / 16.
  const slope = 1 / 32;
  const atLeft = 0.5 - slope * GRID.centreX;
  const map = filterBeside(planesOf([atLeft, slope, 0], GOOD_COST), (x) => atLeft + slope * x);
  for (const x of [2, 8, 13]) {
    const pixel = 6 * width + x;
    // Pixel x begins at x - 7.5 - 0.5 from the middle.
    const expected = 1 / (0.5 + (x - 8) / 32);
    assert.ok(Math.abs((map.depths[pixel] ?? 0) - expected) < 1e-5 * expected);
    const normal = normalAt(map, pixel);
    for (const [axis, value] of [-Math.SQRT1_2, 0, -Math.SQRT1_2].entries()) {
      assert.ok(Math.abs((normal[axis] ?? Number.NaN) - value) < 1e-5, `${normal}`);
    }
  }
});

test('a slope is the mean of the planes around that continue it, not of a surface behind it', () => {
  const own = MIDDLE * HYPOTHESIS_FLOATS;
  const alone = 0.0009;
  const hypotheses = planesOf(WALL, GOOD_COST);
  hypotheses[own + 1] = alone;
  const depthOf = () => filterBeside(hypotheses, () => 0.5).depths[MIDDLE] ?? 0;
  const slopeOf = (depth: number) => 2 * (0.5 - 1 / depth);
  // Nine pixels, of which one is slanted.
  assert.ok(Math.abs(slopeOf(depthOf()) - alone / 9) < 2e-7);
  // Three of them, two pixels to the right, lie farther away, and one to the left is dear.
  for (const row of [4, 6, 8]) hypotheses[(row * width + 10) * HYPOTHESIS_FLOATS] = 0.4;
  hypotheses[(6 * width + 6) * HYPOTHESIS_FLOATS + 3] = 0.7;
  assert.ok(Math.abs(slopeOf(depthOf()) - alone / 5) < 2e-7);
});

test('foreground fattening before a sky is dropped', () => {
  const hypotheses = planesOf(WALL, GOOD_COST);
  // Rows 3 and 4 show nothing, and all is of one grey: what is up to five pixels away is a fringe.
  for (let x = 0; x < width; x++) {
    for (const y of [3, 4]) hypotheses[(y * width + x) * HYPOTHESIS_FLOATS + 3] = 3;
  }
  const reference = viewOfWall(0, () => 0);
  reference.image.pixels.fill(100);
  const { depths } = filterDepths(kernel, hypotheses, { reference, neighbours: [viewOfWall(0, () => 0.5)] });
  assert.deepEqual(
    Array.from({ length: height }, (_, y) => depths[y * width + 8]),
    Array.from({ length: height }, (_, y) => (y > 9 ? 2 : 0)),
  );
});
