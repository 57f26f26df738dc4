import assert from 'node:assert/strict';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { readSparseModel } from '../sparse-model/read-sparse-model.ts';
import { writeModel } from '../sparse-model/sparse-model.fixture.ts';
import { inFolder } from '../test-scene.ts';
import { moveModel } from './move-model.ts';
import { mapPoint, type Similarity, type Vector3 } from './similarity.ts';

const moves: Similarity[] = [
  { scale: 3, rotation: [0, -1, 0, 1, 0, 0, 0, 0, 1], translation: [10, 20, 30] },
  // Half turns, whose quaternions have no real part.
  { scale: 0.5, rotation: [-1, 0, 0, 0, -1, 0, 0, 0, 1], translation: [1, 2, 3] },
  { scale: 1, rotation: [1, 0, 0, 0, -1, 0, 0, 0, -1], translation: [0, 0, 0] },
];

test('a moved model holds the same cameras and points in their new places, and sees the same', () =>
  inFolder(async (folder) => {
    const target = join(folder, 'moved');
    await mkdir(target);
    await writeModel(folder);
    const before = await readSparseModel(folder);
    for (const similarity of moves) {
      await moveModel(folder, target, similarity);
      const after = await readSparseModel(target);
      assert.deepEqual([...after.cameras], [...before.cameras]);
      assertNear(
        after.points.positions,
        mapPoint(similarity, [...before.points.positions] as unknown as Vector3),
      );
      for (const [i, image] of before.images.entries()) {
        const moved = after.images[i] ?? assert.fail();
        assertNear(moved.centre, mapPoint(similarity, [...image.centre] as unknown as Vector3));
        const inCamera = (from: typeof image, at: Float64Array) =>
          [0, 1, 2].map((row) =>
            [0, 1, 2].reduce(
              (sum, axis) => sum + from.rotation[3 * row + axis]! * at[axis]!,
              from.translation[row]!,
            ),
          );
        const seen = inCamera(image, before.points.positions).map((value) => value * similarity.scale);
        assertNear(inCamera(moved, after.points.positions), seen);
        assert.deepEqual(moved.featurePoints, image.featurePoints);
        assert.equal(moved.name, image.name);
      }
      const { positions: _, ...pointsAfter } = after.points;
      const { positions: __, ...pointsBefore } = before.points;
      assert.deepEqual(pointsAfter, pointsBefore);
    }
  }));

function assertNear(actual: ArrayLike<number>, expected: ArrayLike<number>): void {
  assert.equal(actual.length, expected.length);
  for (let i = 0; i < actual.length; i++) {
    assert.ok(Math.abs(actual[i]! - expected[i]!) < 1e-9, `${actual} is not ${expected}`);
  }
}
