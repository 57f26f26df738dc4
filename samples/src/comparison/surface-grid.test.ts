import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Random } from '../random/random.ts';
import type { Surface } from './compare-surface.ts';
import { SurfaceGrid } from './surface-grid.ts';
import { squaredDistanceToTriangle } from './triangle-distance.ts';

const REACH = 0.25;

/** Triangles of very different sizes, anyhow. */
function tangle(count: number): Required<Surface> {
  const random = new Random(9);
  const positions = new Float64Array(9 * count);
  for (let triangle = 0; triangle < count; triangle++) {
    const size = 10 ** random.between(-2, 0.5);
    const middle = [random.between(-1, 1), random.between(-1, 1), random.between(-1, 1)];
    for (let index = 0; index < 9; index++) {
      positions[9 * triangle + index] = (middle[index % 3] ?? 0) + random.between(-size, size);
    }
  }
  return { positions, triangles: Uint32Array.from({ length: 3 * count }, (_, index) => index) };
}

test('the grid finds the same distances as a look at every triangle', () => {
  const surface = tangle(60);
  const positions = Float64Array.from(surface.positions);
  const mesh = { positions, triangles: Uint32Array.from({ length: 3 * 60 }, (_, index) => index) };
  const random = new Random(4);
  const places = Float32Array.from({ length: 3 * 300 }, () => random.between(-1.5, 1.5));
  const grid = new SurfaceGrid(surface, REACH, places);
  let found = 0;
  for (let index = 0; index < places.length; index += 3) {
    const [x = 0, y = 0, z = 0] = places.subarray(index, index + 3);
    const distances = Array.from({ length: 60 }, (_, triangle) =>
      Math.sqrt(squaredDistanceToTriangle(mesh, triangle, [x, y, z])),
    );
    const least = Math.min(...distances);
    const expected = least <= REACH ? least : Number.POSITIVE_INFINITY;
    assert.equal(grid.distanceFrom(x, y, z), expected);
    if (expected < REACH) found++;
  }
  assert.ok(found > 100 && found < 300, `${found} of 300 within reach`);
});

test('the distance to a triangle is that to its nearest corner, edge or face', () => {
  const positions = Float64Array.from([0, 0, 0, 1, 0, 0, 0, 1, 0]);
  const mesh = { positions, triangles: Uint32Array.of(0, 1, 2) };
  const distance = (x: number, y: number, z: number) =>
    Math.sqrt(squaredDistanceToTriangle(mesh, 0, [x, y, z]));
  assert.equal(distance(0.2, 0.2, -0.5), 0.5);
  assert.equal(distance(-3, -4, 0), 5);
  assert.equal(distance(1.5, 0, 0), 0.5);
  assert.equal(distance(0.4, -2, 0), 2);
  assert.ok(Math.abs(distance(1, 1, 0) - Math.SQRT1_2) < 1e-12);
});
