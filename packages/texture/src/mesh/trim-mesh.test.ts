import assert from 'node:assert/strict';
import { test } from 'node:test';
import { denseGround } from '../points/ground-points.fixture.ts';
import type { OrientedPoints } from '../points/orient-points.ts';
import { groundMesh } from '../test-scene.fixture.ts';
import type { Mesh } from './mesh.ts';
import { trimMesh } from './trim-mesh.ts';

/** Points 0.25 apart on the ground where `isThere` holds. */
function pointsOn(isThere: (x: number, y: number) => boolean): OrientedPoints {
  return denseGround(20, 0.25, (x, y) => !isThere(x, y));
}

function reaches({ positions }: Mesh, isThere: (x: number, y: number, z: number) => boolean): boolean {
  for (let at = 0; at < positions.length; at += 3) {
    if (isThere(positions[at]!, positions[at + 1]!, positions[at + 2]!)) return true;
  }
  return false;
}

test('surface beyond the points is cut along a line near them', () => {
  const trimmed = trimMesh(
    groundMesh(20, 40),
    pointsOn((x) => x < 0),
  );
  assert.ok(reaches(trimmed, (x) => x < -9));
  assert.ok(!reaches(trimmed, (x) => x > 4));
});

test('a gap that points surround stays closed', () => {
  const trimmed = trimMesh(
    groundMesh(20, 40),
    pointsOn((x, y) => Math.hypot(x, y) > 2),
  );
  assert.ok(reaches(trimmed, (x, y) => Math.hypot(x, y) < 0.1));
});

test('points in gaps support the surface around them by their own spacing', () => {
  const positions = Float32Array.from({ length: 75 }, (_, at) => {
    const point = Math.floor(at / 3);
    return [7 + (point % 5), Math.floor(point / 5) - 2, 0][at % 3]!;
  });
  const gapPoints = { positions, spacings: new Float32Array(25).fill(1) };
  const half = pointsOn((x) => x < 0);
  const isAmongThem = (x: number, y: number) => Math.hypot(x - 9, y) < 0.6;
  assert.ok(!reaches(trimMesh(groundMesh(30, 60), half), isAmongThem));
  const trimmed = trimMesh(groundMesh(30, 60), half, { gapPoints });
  assert.ok(reaches(trimmed, isAmongThem));
  assert.ok(!reaches(trimmed, (x, y) => x > 14 || (x > 7 && Math.abs(y) > 6)));
});

test('a bubble above the points is cut', () => {
  const ground = groundMesh(20, 40);
  const bubble = groundMesh(10, 20);
  for (let at = 2; at < bubble.positions.length; at += 3) bubble.positions[at] = 6;
  const both = {
    positions: Float32Array.of(...ground.positions, ...bubble.positions),
    indices: Uint32Array.of(
      ...ground.indices,
      ...bubble.indices.map((vertex) => vertex + ground.positions.length / 3),
    ),
  };
  assert.ok(
    !reaches(
      trimMesh(
        both,
        pointsOn(() => true),
      ),
      (_x, _y, z) => z > 1,
    ),
  );
});

test('a mesh that is nowhere near the points is refused', () => {
  const far = groundMesh(2, 4);
  for (let at = 0; at < far.positions.length; at++) far.positions[at]! += 100;
  assert.throws(
    () =>
      trimMesh(
        far,
        pointsOn(() => true),
      ),
    /no part of the mesh/,
  );
});
