import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Quaternion, Vector3 } from 'three';
import { frustumCorners, frustumDepth, frustumEdges } from './frustum-geometry.ts';

const pose = {
  filename: 'a.jpg',
  position: new Vector3(1, 2, 3),
  orientation: new Quaternion(),
  width: 400,
  height: 200,
  fx: 200,
  fy: 200,
  cx: 200,
  cy: 100,
};

test('the image plane is in front of the camera and has the photo’s aspect ratio', () => {
  const { apex, image } = frustumCorners(pose, 2);
  assert.deepEqual(apex.toArray(), [1, 2, 3]);
  assert.deepEqual(
    image.map((corner) => corner.toArray()),
    [
      [-1, 3, 1],
      [3, 3, 1],
      [3, 1, 1],
      [-1, 1, 1],
    ],
  );
});

test('an off-centre principal point shifts the image plane', () => {
  const { image } = frustumCorners({ ...pose, cx: 250 }, 2);
  assert.equal(image[0].x, 1 - 2.5);
  assert.equal(image[1].x, 1 + 1.5);
});

test('a pyramid has eight edges', () => {
  const frusta = [frustumCorners(pose, 1), frustumCorners(pose, 2)];
  assert.equal(frustumEdges(frusta).length, 2 * 8 * 2 * 3);
});

test('frusta shrink where cameras are close together, but never vanish', () => {
  const row = (spacing: number) => [0, 1, 2, 3].map((i) => new Vector3(i * spacing, 0, 0));
  assert.equal(frustumDepth(row(1), 10), 0.45);
  assert.equal(frustumDepth(row(0.001), 10), 0.15);
  assert.equal(frustumDepth(row(100), 10), 1);
  assert.equal(frustumDepth([], 10), 1);
});
