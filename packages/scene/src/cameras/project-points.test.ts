import assert from 'node:assert/strict';
import { test } from 'node:test';
import { apply, transpose } from '../linear-algebra/matrix.ts';
import { add } from '../linear-algebra/vector.ts';
import { viewsOf } from '../sparse-model/views-of.ts';
import { assertNear } from '../testing/assert-near.fixture.ts';
import { imageFrom, modelOf } from '../testing/small-model.fixture.ts';
import { type Camera, pinholeOf } from './camera.ts';
import { cameraAxes, poseAt, poseFrom } from './pose.ts';
import { pixelRay, projectPoint, projectPoints } from './project-points.ts';
import { resizeView } from './view.ts';

const BENT: Camera = { model: 'SIMPLE_RADIAL', width: 400, height: 300, params: [200, 200, 150, -0.1] };
/** Ten above the ground, looking straight down, the picture's top to the north (y). */
const above = poseAt([3, 4, 10], [1, 0, 0, 0, -1, 0, 0, 0, -1]);

test('a camera knows where it stands and which way its axes point', () => {
  assert.deepEqual(above.cameraFromWorld.translation, [-3, 4, 10]);
  assert.deepEqual(poseFrom(above.cameraFromWorld).centre, [3, 4, 10]);
  assert.deepEqual(cameraAxes(above), { right: [1, 0, 0], down: [0, -1, 0], ahead: [0, 0, -1] });
});

test('what lies to the east and north of a camera that looks down is right of and above its middle', () => {
  const straight: Camera = { ...BENT, model: 'SIMPLE_PINHOLE', params: [200, 200, 150] };
  assert.deepEqual(projectPoint(straight, above, [3, 4, 0]), { x: 200, y: 150, depth: 10 });
  assert.deepEqual(projectPoint(straight, above, [5, 5, 0]), { x: 240, y: 130, depth: 10 });
  assert.equal(projectPoint(straight, above, [3, 4, 11]), undefined);
});

test('a lens that bends moves pixels toward the middle', () => {
  // Half a focal length out: half of 200 pixels, times 1 - 0.1 · 0.25.
  assertNear([projectPoint(BENT, above, [8, 4, 0])?.x ?? 0], [200 + 97.5]);
});

test('the ray of a pixel leads to what the pixel shows', () => {
  // A matrix that is not its own inverse.
  const askew = poseAt([3, 4, 10], [0.6, 0.8, 0, 0, 0, -1, -0.8, 0.6, 0]);
  const there = add(askew.centre, apply(transpose(askew.cameraFromWorld.rotation), [1, -2, 8]));
  const { x, y, depth } = projectPoint(BENT, askew, there) ?? assert.fail();
  const [east, north, up] = pixelRay(BENT, askew, [x, y]);
  assertNear(add(askew.centre, [depth * east, depth * north, depth * up]), there);
  assert.throws(() => pixelRay({ ...BENT, params: [1, 0, 0, -0.5] }, above, [0.9, 0]), RangeError);
});

test('many points fall where each of them falls, through a view of any size', () => {
  const [view] = viewsOf(modelOf([imageFrom(1, [3, 4, 10])]));
  if (!view) assert.fail();
  const projected = projectPoints(view, Float32Array.of(5, 5, 0, 3, 4, 11));
  assert.deepEqual([...projected.subarray(0, 3)], [140, 60, 10]);
  assert.equal(projected[5], -1);
  const half = resizeView(view, 0.5);
  assert.deepEqual([half.width, half.height], [100, 80]);
  assert.deepEqual([...projectPoints(half, Float32Array.of(5, 5, 0))], [70, 30, 10]);
});

test('focal lengths and principal point stand where the camera model has them', () => {
  const size = { width: 400, height: 300 };
  assert.deepEqual(pinholeOf(BENT), { ...size, fx: 200, fy: 200, cx: 200, cy: 150 });
  const opencv: Camera = { ...size, model: 'OPENCV', params: [201, 202, 203, 154, 0.1, 0, 0, 0] };
  assert.deepEqual(pinholeOf(opencv), { ...size, fx: 201, fy: 202, cx: 203, cy: 154 });
});
