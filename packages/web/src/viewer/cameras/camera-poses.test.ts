import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Vector3 } from 'three';
import { parseCameras, upDirection, viewDirection } from './camera-poses.ts';

const INTRINSICS = { width: 4000, height: 3000, fx: 3000, fy: 3000, cx: 2000, cy: 1500 };
// Nadir, with the photo's upper edge to the north: x right = east, y down = south.
const NADIR = {
  name: 'a.jpg',
  position: [10, 20, 50],
  rotation: [1, 0, 0, 0, -1, 0, 0, 0, -1],
  ...INTRINSICS,
};

test('a camera that looks straight down looks along -y in the viewer, its top to the north', () => {
  const { metric, poses } = parseCameras(JSON.stringify({ frame: { type: 'enu' }, cameras: [NADIR] }));
  const [pose] = poses;
  assert.ok(pose);
  assert.equal(metric, true);
  assert.deepEqual(pose.position.toArray(), [10, 50, -20]);
  assertNear(viewDirection(pose), [0, -1, 0]);
  assertNear(upDirection(pose), [0, 0, -1]);
});

test('a level camera that faces north looks into the screen', () => {
  const level = { ...NADIR, rotation: [1, 0, 0, 0, 0, -1, 0, 1, 0] };
  const [pose] = parseCameras(JSON.stringify({ frame: { type: 'local' }, cameras: [level] })).poses;
  assert.ok(pose);
  assertNear(viewDirection(pose), [0, 0, -1]);
  assertNear(upDirection(pose), [0, 1, 0]);
});

test('all frames but a local one are metres', () => {
  const types = ['enu', 'projected', 'model', 'local'];
  const metric = types.map((type) => parseCameras(JSON.stringify({ frame: { type }, cameras: [] })).metric);
  assert.deepEqual(metric, [true, true, true, false]);
  const frame = { type: 'projected', unit: { name: 'foot', metres: 0.3048 } };
  assert.equal(parseCameras(JSON.stringify({ frame, cameras: [] })).metresPerUnit, 0.3048);
});

test('an invalid camera list is refused with the position of the error', () => {
  assert.throws(() => parseCameras('{}'), /no list of cameras/);
  assert.throws(() => parseCameras(JSON.stringify({ cameras: [NADIR, { ...NADIR, fx: 'x' }] })), /Camera 1/);
});

function assertNear(vector: Vector3, expected: number[]) {
  const distance = Math.hypot(...vector.toArray().map((value, axis) => value - (expected[axis] ?? 0)));
  assert.ok(distance < 1e-9, `${vector.toArray()} is not ${expected}`);
}
