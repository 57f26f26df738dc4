import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Camera } from '../cameras/camera.ts';
import { projectPoint } from '../cameras/project-points.ts';
import { assertNear } from '../testing/assert-near.fixture.ts';
import { imageFrom, modelOf } from '../testing/small-model.fixture.ts';
import { turnPhotosUpright } from './turn-photos-upright.ts';

const LEVEL: Camera = { model: 'SIMPLE_RADIAL', width: 200, height: 160, params: [210, 101, 78, 0.1] };

test('a photo that is turned upright shows the same, turned by 90° clockwise', () => {
  const keypoints = Float64Array.of(20, 30);
  const images = [imageFrom(1, [4, 5, 9]), { ...imageFrom(2, [-1, 0, 8]), keypoints }];
  const model = { ...modelOf(images, [1, 2, 3]), cameras: new Map([[1, LEVEL]]) };
  const turned = turnPhotosUpright(model, new Set(['2.png']));
  assert.equal(turned.images[0], images[0]);
  const [, photo] = turned.images;
  const camera = turned.cameras.get(photo?.cameraId ?? 0) ?? assert.fail();
  assert.deepEqual([...turned.cameras.keys()], [1, 2]);
  assert.deepEqual([camera.width, camera.height, camera.params], [160, 200, [210, 82, 101, 0.1]]);
  assert.deepEqual(photo?.keypoints, Float64Array.of(130, 20));
  assertNear(photo?.centre ?? [], [-1, 0, 8]);
  // Seen by both, the same point of the world lies at places that differ by the same turn.
  const before = projectPoint(LEVEL, images[1] ?? assert.fail(), [1, 2, 3]) ?? assert.fail();
  const after = projectPoint(camera, photo ?? assert.fail(), [1, 2, 3]) ?? assert.fail();
  assertNear([after.x, after.y], [160 - before.y, before.x]);
});

test('a camera that no photo has any more goes, and one that depends on the direction is refused', () => {
  const model = { ...modelOf([imageFrom(1, [4, 5, 9])]), cameras: new Map([[1, LEVEL]]) };
  assert.deepEqual([...turnPhotosUpright(model, new Set(['1.png'])).cameras.keys()], [2]);
  assert.throws(() => turnPhotosUpright(modelOf([imageFrom(1, [4, 5, 9])]), new Set(['1.png'])), /PINHOLE/);
});
