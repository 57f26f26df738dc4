import assert from 'node:assert/strict';
import { test } from 'node:test';
import { earthCentredAxes, eastNorthUp, geographicAt, spreadOf, type Vector } from './local-frame.ts';

const origin = { latitude: 46.842607083333334, longitude: -91.99455988888889, altitude: 198.309 };

function assertNear(actual: Vector, expected: Vector, meters: number): void {
  for (const [axis, value] of actual.entries()) {
    assert.ok(
      Math.abs(value - (expected[axis] ?? Number.NaN)) <= meters,
      `${actual} is not near ${expected}`,
    );
  }
}

test('the origin lies at zero, and what is above it straight up', () => {
  assertNear(eastNorthUp(origin, origin), [0, 0, 0], 1e-9);
  assertNear(eastNorthUp({ ...origin, altitude: 298.309 }, origin), [0, 0, 100], 1e-6);
});

test('a thousandth of a degree north is the length of that arc on the ellipsoid', () => {
  // Radius of curvature in the meridian at 46.8431 degrees: 6 369 437 m.
  const [east, north] = eastNorthUp({ ...origin, latitude: origin.latitude + 0.001 }, origin);
  assertNear([east, north, 0], [0, 111.1676, 0], 0.01);
});

test('at the equator a degree east is a degree of the equator, sunk by the curve of the earth', () => {
  const zero = { latitude: 0, longitude: 0, altitude: 0 };
  const degree = Math.PI / 180;
  const expected: Vector = [6378137 * Math.sin(degree), 0, 6378137 * (Math.cos(degree) - 1)];
  assertNear(eastNorthUp({ ...zero, longitude: 1 }, zero), expected, 1e-6);
});

test('from metres east, north and up the way leads back to the place', () => {
  for (const at of [
    [120, -45, 8],
    [-3000, 20_000, -150],
  ] satisfies Vector[]) {
    assertNear(eastNorthUp(geographicAt(at, origin), origin), at, 1e-6);
  }
});

test('the spread of a straight line has no second direction, that of a grid has', () => {
  const line: Vector[] = [0, 1, 2, 3].map((step) => [10 * step, 20 * step, 5]);
  assert.ok(spreadOf(line).longestMeters > 20);
  assert.ok(spreadOf(line).secondMeters < 1e-3);
  const grid: Vector[] = [
    [0, 0, 1],
    [0, 6, 1],
    [8, 0, 1],
    [8, 6, 1],
  ];
  const { longestMeters, secondMeters } = spreadOf(grid);
  assert.ok(Math.abs(longestMeters - 4) < 1e-9 && Math.abs(secondMeters - 3) < 1e-9);
});

test('the axes of a local frame on earth take a point to where it lies, and are as long as they were', () => {
  const axes = earthCentredAxes(origin);
  const place = [120, -80, 15, 1];
  const [x = 0, y = 0, z = 0] = [0, 1, 2].map((row) =>
    place.reduce((sum, value, column) => sum + value * (axes[4 * column + row] ?? Number.NaN), 0),
  );
  // The same place by way of its latitude and longitude.
  const there = earthCentredAxes(geographicAt([120, -80, 15], origin));
  assertNear([x, y, z], [there[12] ?? 0, there[13] ?? 0, there[14] ?? 0], 1e-3);
  for (const column of [0, 1, 2]) {
    const length = Math.hypot(...axes.slice(4 * column, 4 * column + 3));
    assert.ok(Math.abs(length - 1) < 1e-12);
  }
  assert.deepEqual([axes[3], axes[7], axes[11], axes[15]], [0, 0, 0, 1]);
});
