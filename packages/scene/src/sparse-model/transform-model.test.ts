import assert from 'node:assert/strict';
import { test } from 'node:test';
import { assertNear } from '../testing/assert-near.fixture.ts';
import { imageFrom, modelOf } from '../testing/small-model.fixture.ts';
import { type Similarity, transformPoint } from '../transforms/similarity.ts';
import { transformModel } from './transform-model.ts';

const MOVES: Similarity[] = [
  { scale: 3, rotation: [0, -1, 0, 1, 0, 0, 0, 0, 1], translation: [10, 20, 30] },
  { scale: 0.5, rotation: [-1, 0, 0, 0, -1, 0, 0, 0, 1], translation: [1, 2, 3] },
  { scale: 1, rotation: [1, 0, 0, 0, -1, 0, 0, 0, -1], translation: [0, 0, 0] },
];

test('a moved model holds the same cameras and points in their new places, and sees the same', () => {
  const model = modelOf([imageFrom(1, [4, 5, 9]), imageFrom(2, [-1, 0, 8])], [1, 2, 3]);
  for (const newFromOld of MOVES) {
    const moved = transformModel(model, newFromOld);
    assert.equal(moved.cameras, model.cameras);
    assertNear(moved.points.positions, transformPoint(newFromOld, [1, 2, 3]));
    for (const [i, before] of model.images.entries()) {
      const after = moved.images[i] ?? assert.fail();
      assertNear(after.centre, transformPoint(newFromOld, before.centre));
      const seenBefore = transformPoint(before.cameraFromWorld, [1, 2, 3]);
      const seenAfter = transformPoint(after.cameraFromWorld, transformPoint(newFromOld, [1, 2, 3]));
      assertNear(
        seenAfter,
        seenBefore.map((value) => newFromOld.scale * value),
      );
      assert.equal(after.keypointPoints, before.keypointPoints);
      assert.equal(after.name, before.name);
    }
    const { positions: _, ...pointsAfter } = moved.points;
    const { positions: __, ...pointsBefore } = model.points;
    assert.deepEqual(pointsAfter, pointsBefore);
  }
});
