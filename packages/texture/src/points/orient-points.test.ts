import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SparseModel } from '../sparse-model/sparse-model.ts';
import { imageFrom, modelOf } from '../test-scene.ts';
import { orientPoints } from './orient-points.ts';

/** A square of 20 x 20 points on the ground, seen by `trackLength` cameras above it, and more points. */
function ground(trackLength: number, strays: number[][] = [], error = 0.5): SparseModel {
  const images = Array.from({ length: trackLength }, (_, i) => imageFrom(i, [i, 0, 10]));
  const grid = Array.from({ length: 400 }, (_, i) => [i % 20, Math.floor(i / 20), 0.01 * ((i * 7) % 3)]);
  const positions = Float64Array.from([...grid, ...strays].flat());
  const count = positions.length / 3;
  return {
    ...modelOf(images),
    points: {
      count,
      positions,
      colors: new Uint8Array(3 * count).fill(200),
      errors: new Float32Array(count).fill(error),
      trackStarts: Uint32Array.from({ length: count + 1 }, (_, i) => i * trackLength),
      trackImages: Uint32Array.from({ length: count * trackLength }, (_, i) => i % trackLength),
    },
  };
}

test('the normals of a plane point to the cameras that see it', () => {
  const { count, normals } = orientPoints(ground(3));
  assert.equal(count, 400);
  for (let i = 0; i < count; i++) assert.ok(normals[3 * i + 2]! > 0.99);
});

test('a point far from all others is left out', () => {
  const { count, positions } = orientPoints(ground(3, [[10, 10, 9]]));
  assert.equal(count, 400);
  assert.ok(positions.every((value, at) => at % 3 !== 2 || value < 1));
});

test('where too few points are good the limits are relaxed', () => {
  assert.equal(orientPoints(ground(2)).count, 400);
  assert.equal(orientPoints(ground(3, [], 4)).count, 400);
});

test('a model with hardly any points is refused', () => {
  assert.throws(() => orientPoints(modelOf([imageFrom(1, [0, 0, 1])])), /too few for a surface/);
});
