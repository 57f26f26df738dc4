import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Vector3 } from '@tiepoint/scene';
import { assertNear } from '@tiepoint/scene/testing';
import { type Box, fitMap } from './fit-map.ts';
import { openMap } from './fitted-map.ts';

const BOX: Box = { centre: [100, -50, 20], halfSize: [5000, 3000, 500] };
const RADIUS = 6_370_000;

/** As curved as the earth. */
const curve = ([x, y, z]: Vector3): Vector3 => [
  x * Math.cos(y / RADIUS),
  y + x ** 2 / RADIUS,
  z - (x ** 2 + y ** 2) / (2 * RADIUS),
];
/** With the slopes of a geoid that is interpolated between the nodes of a grid: a kink along a slanting line. */
const bend = ([x, y, z]: Vector3): Vector3 => [...([x, y] as const), z + 2e-5 * Math.abs(x - 0.01 * y - 700)];

test('a smooth map needs few terms, and holds beyond its box', async () => {
  const map = await fitMap(async (points) => points.map(curve), BOX, 0.0005);
  assert.ok(map.maxError < 0.0005 && map.coefficients.length < 200 && !map.remainder);
  for (const point of [
    [0, 0, 0],
    [5100, 2950, 520],
    [-20_000, 15_000, -2000],
  ] satisfies Vector3[]) {
    assertNear(openMap(map)(point), curve(point), 0.001);
  }
});

test('kinks are followed by a grid of what the polynomial leaves', async () => {
  const map = await fitMap(async (points) => points.map(bend), BOX, 0.0005);
  assert.ok(map.maxError <= 0.0015, `${map.maxError}`);
  assert.ok(map.remainder);
  assertNear(openMap(map)([700, 0, 0]), bend([700, 0, 0]), 0.002);
  assertNear(openMap(map)([-3000, 2000, 100]), bend([-3000, 2000, 100]), 0.0005);
});

test('a step is not fitted, and the error says so', async () => {
  const step = ([x, y, z]: Vector3): Vector3 => [x < 700 ? x : x + 0.1, y, z];
  const map = await fitMap(async (points) => points.map(step), BOX, 0.0005);
  assert.ok(map.maxError > 0.01, `${map.maxError}`);
});
