import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Camera } from '../sparse-model/sparse-model.ts';
import { imageFrom } from '../test-scene.ts';
import type { Vector3 } from './similarity.ts';
import { sightOf, triangulate } from './triangulate.ts';
import { undistort } from './undistort.ts';

const camera: Camera = {
  id: 1,
  model: 'SIMPLE_RADIAL',
  width: 4000,
  height: 3000,
  params: Float64Array.of(3000, 2010, 1490, -0.08),
};
const places: Vector3[] = [
  [-20, 0, 60],
  [0, 5, 62],
  [20, -5, 58],
  [5, 20, 61],
];
const point: Vector3 = [3, 4, 1.5];

test('a pixel is led back through the distortion of each lens that COLMAP is asked for', () => {
  const lenses = {
    SIMPLE_PINHOLE: [3000, 2000, 1500],
    PINHOLE: [3000, 3010, 2000, 1500],
    SIMPLE_RADIAL: [3000, 2000, 1500, -0.1],
    RADIAL: [3000, 2000, 1500, -0.1, 0.03],
    OPENCV: [3000, 3010, 2000, 1500, -0.1, 0.03, 1e-3, -2e-3],
  } as const;
  const [u, v] = [0.55, -0.4];
  // Brown's model, written out once more.
  const r2 = u * u + v * v;
  const pixels = {
    SIMPLE_PINHOLE: [3650, 300],
    PINHOLE: [3650, 296],
    SIMPLE_RADIAL: [2000 + 1650 * (1 - 0.1 * r2), 1500 - 1200 * (1 - 0.1 * r2)],
    RADIAL: [2000 + 1650 * (1 - 0.1 * r2 + 0.03 * r2 * r2), 1500 - 1200 * (1 - 0.1 * r2 + 0.03 * r2 * r2)],
    OPENCV: [
      2000 + 3000 * (u * (1 - 0.1 * r2 + 0.03 * r2 * r2) + 2e-3 * u * v - 2e-3 * (r2 + 2 * u * u)),
      1500 + 3010 * (v * (1 - 0.1 * r2 + 0.03 * r2 * r2) - 4e-3 * u * v + 1e-3 * (r2 + 2 * v * v)),
    ],
  } as const;
  for (const model of Object.keys(lenses) as (keyof typeof lenses)[]) {
    const [x, y] = pixels[model];
    const found =
      undistort({ ...camera, model, params: Float64Array.from(lenses[model]) }, x, y) ?? assert.fail();
    if (model === 'SIMPLE_PINHOLE')
      assert.deepEqual(
        found.map((value) => Math.round(value * 1e9)),
        [550000000, -400000000],
      );
    else assert.ok(Math.hypot(found[0] - u, found[1] - v) < 1e-8, `${model}: ${found}`);
  }
  assert.throws(() => undistort({ ...camera, model: 'FOV' }, 1, 1), /FOV/);
});

test('a point lies where the marks in distorted photos say', () => {
  const found = triangulate(places.map((place) => sightAt(place))) ?? assert.fail();
  assert.ok(distance(found.position, point) < 1e-6, String(found.position));
  assert.deepEqual(found.agrees, [true, true, true, true]);
  assert.ok(Math.max(...found.errorsPixels) < 1e-4);
});

test('a mark on the wrong thing is found out, and the point stays where the others say', () => {
  const sights = places.map((place, i) => sightAt(place, i === 1 ? 200 : 0));
  const found = triangulate(sights) ?? assert.fail();
  assert.deepEqual(found.agrees, [true, false, true, true]);
  assert.ok(distance(found.position, point) < 1e-6);
  assert.ok(Math.abs((found.errorsPixels[1] ?? 0) - 200) < 5);
});

test('two marks that contradict each other, or look from one place, give no point', () => {
  const [first = point, second = point] = places;
  assert.equal(triangulate([sightAt(first), sightAt(second, 0, 200)]), undefined);
  assert.equal(triangulate([sightAt(first), sightAt([first[0] + 0.5, first[1], first[2]])]), undefined);
  assert.equal(triangulate([sightAt(first)]), undefined);
});

/** The point as a camera that looks down sees it, by the lens model as COLMAP documents it. */
function sightAt(place: Vector3, errorX = 0, errorY = 0) {
  const depth = place[2] - point[2];
  const [u, v] = [(point[0] - place[0]) / depth, -(point[1] - place[1]) / depth];
  const [focal = 1, cx = 0, cy = 0, k = 0] = camera.params;
  const factor = focal * (1 + k * (u * u + v * v));
  const image = imageFrom(1, [...place]);
  return sightOf(image, camera, cx + factor * u + errorX, cy + factor * v + errorY) ?? assert.fail();
}

function distance(a: Vector3, b: Vector3): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
