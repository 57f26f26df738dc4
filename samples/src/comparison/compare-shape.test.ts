import assert from 'node:assert/strict';
import { test } from 'node:test';
import { IDENTITY, type Similarity } from '@tiepoint/scene';
import { Random } from '../random/random.ts';
import type { TrueShape } from '../truth/true-shape.ts';
import { compareShape } from './compare-shape.ts';
import type { Surface } from './compare-surface.ts';

const GSD_METRES = 0.01;

/** A level floor of 2 x 2 m, compared up to 1 m above and below. */
const floor: TrueShape = {
  distanceFrom: (_x, _y, z) => Math.abs(z),
  contains: (x, y, z) => Math.abs(x) <= 1 && Math.abs(y) <= 1 && Math.abs(z) <= 1,
  samples: floorSamples(4000),
  gsdMetres: GSD_METRES,
};

function floorSamples(count: number): Float32Array {
  const random = new Random(3);
  return Float32Array.from({ length: 3 * count }, (_, index) =>
    index % 3 === 2 ? 0 : random.between(-1, 1),
  );
}

/** Two triangles over a rectangle at a height. */
function rectangle(minX: number, maxX: number, z: number): Surface {
  const positions = [minX, -1, z, maxX, -1, z, maxX, 1, z, minX, 1, z];
  return { positions: Float64Array.from(positions), triangles: new Uint32Array([0, 1, 2, 0, 2, 3]) };
}

test('a perfect model has no errors and covers all', () => {
  const { accuracyMetres, coverage, compared } = compareShape(floor, rectangle(-1, 1, 0), {
    truthFromModel: IDENTITY,
  });
  assert.ok(compared > 100_000);
  assert.ok(accuracyMetres.p90 < 1e-9);
  for (const { fScore } of coverage) assert.equal(fScore, 1);
});

test('a model that floats is off by its height, and counts from the distance on that reaches it', () => {
  const surface = rectangle(-1, 1, 1.5 * GSD_METRES);
  const { accuracyMetres, completenessMetres, coverage } = compareShape(floor, surface, {
    truthFromModel: IDENTITY,
  });
  assert.ok(Math.abs(accuracyMetres.median - 1.5 * GSD_METRES) < 1e-9);
  assert.ok(Math.abs(completenessMetres.median - 1.5 * GSD_METRES) < 1e-9);
  assert.deepEqual(
    coverage.map(({ gsds, fScore }) => [gsds, fScore]),
    [
      [1, 0],
      [2, 1],
      [4, 1],
    ],
  );
});

test('half a model is precise and half complete', () => {
  const { coverage, completenessMetres } = compareShape(floor, rectangle(-1, 0, 0), {
    truthFromModel: IDENTITY,
  });
  const [at1] = coverage;
  assert.ok(at1 && Math.abs(at1.completeness - 0.5) < 0.03, `${at1?.completeness}`);
  assert.equal(at1.precision, 1);
  assert.ok(Math.abs(at1.fScore - 2 / 3) < 0.03);
  assert.equal(completenessMetres.p90, Infinity);
});

test('what lies outside the compared part is not judged', () => {
  const { accuracyMetres, compared } = compareShape(floor, rectangle(-1, 3, 0), { truthFromModel: IDENTITY });
  assert.ok(compared > 150_000 && compared < 250_000, `${compared}`);
  assert.ok(accuracyMetres.p90 < 1e-9);
});

test('a model in another frame is compared through the similarity, and points without triangles too', () => {
  const truthFromModel: Similarity = {
    scale: 2,
    rotation: [0, -1, 0, 1, 0, 0, 0, 0, 1],
    translation: [5, 0, 1],
  };
  const positions = new Float64Array(3 * 2000);
  const samples = floor.samples;
  for (let index = 0; index < positions.length; index += 3) {
    const [x = 0, y = 0, z = 0] = samples.subarray(index, index + 3);
    positions.set([y / 2, (5 - x) / 2, (z - 1) / 2], index);
  }
  const { accuracyMetres, coverage } = compareShape(floor, { positions }, { truthFromModel });
  assert.ok(accuracyMetres.p90 < 1e-6);
  assert.ok((coverage[0]?.completeness ?? 0) > 0.49);
});

test('the same seed gives the same figures', () => {
  const surface = rectangle(-1, 1, 0.004);
  surface.positions[2] = 0.03;
  const once = compareShape(floor, surface, { truthFromModel: IDENTITY, seed: 5 });
  assert.deepEqual(compareShape(floor, surface, { truthFromModel: IDENTITY, seed: 5 }), once);
  assert.notDeepEqual(compareShape(floor, surface, { truthFromModel: IDENTITY, seed: 6 }), once);
});
