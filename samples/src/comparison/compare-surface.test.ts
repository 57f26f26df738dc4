import assert from 'node:assert/strict';
import { test } from 'node:test';
import { planFlight } from '../landscape/flight.ts';
import { establishLandscapeTruth } from '../landscape/landscape-truth.ts';
import { compareSurface } from './compare-surface.ts';

const AREA = { minX: -10, minY: -10, maxX: 10, maxY: 10 };

/** A plain with a block of 4 m height east of x = 2. */
const truth = establishLandscapeTruth(
  planFlight({ seed: 3, photos: 12, width: 300, height: 200 }),
  { surface: (x) => (x > 2 ? 4 : 0), ground: () => 0 },
  { minX: -15, minY: -15, maxX: 15, maxY: 15 },
);
const options = { frame: { type: 'enu', origin: truth.origin }, area: AREA } as const;

test('points on the plain, the roof and the wall have no error', () => {
  const positions = new Float64Array([-5, 0, 0, 6, 3, 4, 2.1, 0, 2.5]);
  const { compared, distanceMetres } = compareSurface(truth, { positions }, options);
  assert.equal(compared, 3);
  assert.ok(distanceMetres.p90 < 0.25, `${distanceMetres.p90} m off`);
});

test('a surface that floats is found to float, and points outside the area are not counted', () => {
  const positions = new Float64Array([-5, 0, 0.8, -6, 2, 0.8, -7, 5, 0.8, 200, 0, 9]);
  const errors = compareSurface(truth, { positions }, options);
  assert.equal(errors.compared, 3);
  assert.ok(Math.abs(errors.distanceMetres.median - 0.8) < 1e-3);
  assert.ok(Math.abs(errors.heightBiasMetres - 0.8) < 1e-3);
});

test('completeness is the share of the area that triangles cover at the right height', () => {
  const positions = new Float64Array([-10, -10, 0, 2, -10, 0, 2, 10, 0, -10, 10, 0]);
  const triangles = new Uint32Array([0, 1, 2, 0, 2, 3]);
  const plain = compareSurface(truth, { positions, triangles }, options);
  assert.ok(Math.abs(plain.completeness - 0.6) < 0.06, `${plain.completeness}`);
  const lifted = positions.map((value, index) => (index % 3 === 2 ? value + 1 : value));
  assert.equal(compareSurface(truth, { positions: lifted, triangles }, options).completeness, 0);
});

test('a local frame without a fitted similarity is refused', () => {
  const positions = new Float64Array([0, 0, 0]);
  assert.throws(() => compareSurface(truth, { positions }, { frame: { type: 'local' } }), RangeError);
});
