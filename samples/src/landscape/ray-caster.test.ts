import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Vector3 } from '@tiepoint/scene';
import type { Hit } from '../capture/render-photo.ts';
import { gridOver } from './raster.ts';
import { RayCaster } from './ray-caster.ts';
import { shapeSolids } from './solids/faces.ts';
import { type Finish, taper } from './solids/solids.ts';

const PAINT: Finish = { kind: 'paint', colour: [1, 1, 1], seed: 1 };

/** A slope that rises by a tenth toward the east, with a block of 4 x 4 m, 5 m high, in its middle. */
function makeCaster(): RayCaster {
  const grid = gridOver({ minX: -20, minY: -20, maxX: 20, maxY: 20 }, 0.1);
  const canopy = Float32Array.from(
    { length: grid.columns * grid.rows },
    (_, index) => 0.1 * (grid.originX + (index % grid.columns) * grid.spacing),
  );
  const level = (z: number) => ({ halfU: 2, halfV: 2, z });
  const block = taper(
    { x: 0, y: 0, z: 0, angle: 0 },
    { low: level(-2), high: level(5) },
    { side: PAINT, top: PAINT },
  );
  return new RayCaster({ relief: { canopy: { grid, values: canopy } }, shapes: shapeSolids([block], 0.1) });
}

function castRay(from: Vector3, direction: Vector3): { place: Vector3; face: number } {
  const hit: Hit = { distance: 0, face: -1 };
  makeCaster().cast(from, direction, hit);
  const [x, y, z] = from;
  const [dx, dy, dz] = direction;
  const { distance, face } = hit;
  return { place: [x + dx * distance, y + dy * distance, z + dz * distance], face };
}

test('a ray hits the slope where its height is', () => {
  for (const direction of [
    [0, 0, -1],
    [0.3, -0.2, -1],
    [-0.7, 0.6, -1],
  ] as const) {
    const { place, face } = castRay([11, -9, 60], [direction[0] * 0.1, direction[1] * 0.1, direction[2]]);
    assert.equal(face, -1);
    assert.ok(Math.abs(place[2] - 0.1 * place[0]) < 1e-3, `${place}`);
  }
});

test('a ray hits the roof from above and the wall from the side', () => {
  const roof = castRay([0.5, 0.5, 60], [0.001, 0, -1]);
  assert.ok(roof.face >= 0);
  assert.ok(Math.abs(roof.place[2] - 5) < 1e-9);
  const wall = castRay([-30 + 10, 0, 20], [1, 0, -1]);
  assert.ok(wall.face >= 0);
  assert.ok(Math.abs(wall.place[0] + 2) < 1e-9 && Math.abs(wall.place[2] - 2) < 1e-9);
});

test('a ray that passes the edge of the roof hits the ground behind it', () => {
  const { place, face } = castRay([-12, 2.01, 20], [1, 0, -1.3]);
  assert.equal(face, -1);
  assert.ok(Math.abs(place[2] - 0.1 * place[0]) < 1e-3);
});
