import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Matrix3 } from '../linear-algebra/matrix.ts';
import type { Vector3 } from '../linear-algebra/vector.ts';
import type { CameraJson, CamerasJson } from './cameras-json.ts';
import { areSameCameras, compareCameras } from './compare-cameras.ts';

const UPRIGHT: Matrix3 = [1, 0, 0, 0, 1, 0, 0, 0, 1];
/** A quarter turn around the third axis. */
const QUARTER: Matrix3 = [0, -1, 0, 1, 0, 0, 0, 0, 1];

const PLACES: Vector3[] = [
  [0, 0, 0],
  [10, 0, 0],
  [10, 10, 0],
  [0, 10, 5],
];
const first: CamerasJson = {
  frame: { type: 'local' },
  upAxis: 'z',
  cameras: PLACES.map((position, index) => camera(`${index}.jpg`, position, UPRIGHT)),
};

test('a model that was turned, scaled and moved has the same cameras', () => {
  // Three times as large, a quarter turn further, elsewhere; its cameras look the same way within it.
  const moved = PLACES.map(([x, y, z]): Vector3 => [-3 * y + 7, 3 * x - 1, 3 * z + 2]);
  const inverse: Matrix3 = [0, 1, 0, -1, 0, 0, 0, 0, 1];
  const second = { ...first, cameras: moved.map((place, index) => camera(`${index}.jpg`, place, inverse)) };
  const comparison = compareCameras(first, second);
  assert.equal(comparison.fitted, true);
  assert.ok(comparison.positionShare < 1e-9 && comparison.rotationDegrees < 1e-4);
  assert.ok(areSameCameras(comparison));
});

test('a camera elsewhere, one that looks elsewhere, and one that is missing make a difference', () => {
  const frame = { type: 'model' } as const;
  const here = { ...first, frame };
  const [one, ...rest] = here.cameras;
  assert.ok(one);
  const compareWith = (cameras: CameraJson[]) => compareCameras(here, { ...here, cameras });
  const elsewhere = compareWith([{ ...one, position: [0.3, 0, 0] }, ...rest]);
  assert.equal(elsewhere.fitted, false);
  assert.equal(elsewhere.positionShare, 0.3 / 15);
  const turned = compareWith([{ ...one, rotation: QUARTER }, ...rest]);
  assert.ok(Math.abs(turned.rotationDegrees - 90) < 1e-9);
  const missing = compareWith(rest);
  assert.deepEqual(missing.onlyInFirst, ['0.jpg']);
  const longer = compareWith([{ ...one, fx: one.fx * 1.02 }, ...rest]);
  for (const comparison of [elsewhere, turned, missing, longer]) assert.ok(!areSameCameras(comparison));
});

function camera(name: string, position: Vector3, rotation: Matrix3): CameraJson {
  return { name, photo: name, position, rotation, width: 100, height: 80, fx: 90, fy: 90, cx: 50, cy: 40 };
}
