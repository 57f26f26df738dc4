import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Vector3 } from '../linear-algebra/vector.ts';
import { assertNear } from '../testing/assert-near.fixture.ts';
import { matrixColumns } from '../transforms/rigid-transform.ts';
import { transformPoint } from '../transforms/similarity.ts';
import { ecefFromGeodetic } from './geodetic.ts';
import { ecefFromEnu, enuFromEnu, enuFromGeodetic, geodeticFromEnu } from './local-frame.ts';

const ORIGIN = { latitude: 46.842607083333334, longitude: -91.99455988888889, altitude: 198.309 };

test('the origin lies at zero, and what is above it straight up', () => {
  assertNear(enuFromGeodetic(ORIGIN, ORIGIN), [0, 0, 0], 1e-9);
  assertNear(enuFromGeodetic({ ...ORIGIN, altitude: 298.309 }, ORIGIN), [0, 0, 100], 1e-6);
});

test('a thousandth of a degree north is the length of that arc on the ellipsoid', () => {
  // Radius of curvature in the meridian at 46.8431 degrees: 6 369 437 m.
  const [east, north] = enuFromGeodetic({ ...ORIGIN, latitude: ORIGIN.latitude + 0.001 }, ORIGIN);
  assertNear([east, north, 0], [0, 111.1676, 0], 0.01);
});

test('at the equator a degree east is a degree of the equator, sunk by the curve of the earth', () => {
  const zero = { latitude: 0, longitude: 0, altitude: 0 };
  const degree = Math.PI / 180;
  const expected: Vector3 = [6378137 * Math.sin(degree), 0, 6378137 * (Math.cos(degree) - 1)];
  assertNear(enuFromGeodetic({ ...zero, longitude: 1 }, zero), expected, 1e-6);
});

test('from metres east, north and up the way leads back to the place', () => {
  for (const at of [
    [120, -45, 8],
    [-3000, 20_000, -150],
  ] satisfies Vector3[]) {
    assertNear(enuFromGeodetic(geodeticFromEnu(at, ORIGIN), ORIGIN), at, 1e-6);
  }
});

test('a transform to the earth takes a point to where it lies, as the columns of a matrix too', () => {
  const place: Vector3 = [120, -80, 15];
  const there = ecefFromGeodetic(geodeticFromEnu(place, ORIGIN));
  assertNear(transformPoint(ecefFromEnu(ORIGIN), place), there, 1e-3);
  const columns = matrixColumns(ecefFromEnu(ORIGIN));
  const byColumns = [0, 1, 2].map((row) =>
    [...place, 1].reduce((sum, value, column) => sum + value * (columns[4 * column + row] ?? Number.NaN), 0),
  );
  assertNear(byColumns, there, 1e-3);
  assert.deepEqual([columns[3], columns[7], columns[11], columns[15]], [0, 0, 0, 1]);
});

test('moving a point between two local frames agrees with going through geodetic coordinates', () => {
  const source = { latitude: 46.9712, longitude: 7.6584, altitude: 562 };
  const target = { latitude: 46.98, longitude: 7.65, altitude: 630 };
  const direct = transformPoint(enuFromEnu({ target, source }), [30, -20, 10]);
  assertNear(direct, enuFromGeodetic(geodeticFromEnu([30, -20, 10], source), target), 1e-5);
});
