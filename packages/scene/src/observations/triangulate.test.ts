import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Camera } from '../cameras/camera.ts';
import { poseAt } from '../cameras/pose.ts';
import { projectPoint } from '../cameras/project-points.ts';
import { lengthOf, subtract, type Vector3 } from '../linear-algebra/vector.ts';
import { observationAt, triangulate } from './triangulate.ts';

const CAMERA: Camera = {
  model: 'SIMPLE_RADIAL',
  width: 4000,
  height: 3000,
  params: [3000, 2010, 1490, -0.08],
};
const PLACES: Vector3[] = [
  [-20, 0, 60],
  [0, 5, 62],
  [20, -5, 58],
  [5, 20, 61],
];
const POINT: Vector3 = [3, 4, 1.5];

test('a point lies where the marks in distorted photos say', () => {
  const found = triangulate(PLACES.map((place) => observedFrom(place))) ?? assert.fail();
  assert.ok(distance(found.position, POINT) < 1e-6, String(found.position));
  assert.deepEqual(found.isInlier, [true, true, true, true]);
  assert.ok(Math.max(...found.reprojectionErrorsPixels) < 1e-4);
});

test('a mark on the wrong thing is found out, and the point stays where the others say', () => {
  const observations = PLACES.map((place, i) => observedFrom(place, i === 1 ? 200 : 0));
  const found = triangulate(observations) ?? assert.fail();
  assert.deepEqual(found.isInlier, [true, false, true, true]);
  assert.ok(distance(found.position, POINT) < 1e-6);
  assert.ok(Math.abs((found.reprojectionErrorsPixels[1] ?? 0) - 200) < 5);
});

test('two marks that contradict each other, or look from one place, give no point', () => {
  const [first = POINT, second = POINT] = PLACES;
  assert.equal(triangulate([observedFrom(first), observedFrom(second, 0, 200)]), undefined);
  assert.equal(
    triangulate([observedFrom(first), observedFrom([first[0] + 0.5, first[1], first[2]])]),
    undefined,
  );
  assert.equal(triangulate([observedFrom(first)]), undefined);
});

/** The point as a camera that looks down sees it, with an error in pixels. */
function observedFrom(place: Vector3, errorX = 0, errorY = 0) {
  const pose = poseAt(place, [1, 0, 0, 0, -1, 0, 0, 0, -1]);
  const { x, y } = projectPoint(CAMERA, pose, POINT) ?? assert.fail();
  return observationAt(pose, CAMERA, [x + errorX, y + errorY]) ?? assert.fail();
}

function distance(a: Vector3, b: Vector3): number {
  return lengthOf(subtract(a, b));
}
