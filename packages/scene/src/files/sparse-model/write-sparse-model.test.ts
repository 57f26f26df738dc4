import assert from 'node:assert/strict';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertNear } from '../../testing/assert-near.fixture.ts';
import { inFolder } from '../../testing/in-folder.fixture.ts';
import { writeModel } from './model-files.fixture.ts';
import { readSparseModel } from './read-sparse-model.ts';
import { writeSparseModel } from './write-sparse-model.ts';

test('a model that is read and written comes out as it was, photos in the order of their ids', () =>
  inFolder(async (folder) => {
    const target = join(folder, 'written');
    await mkdir(target);
    await writeModel(folder);
    const before = await readSparseModel(folder);
    await writeSparseModel(target, before);
    for (const name of ['cameras.bin', 'points3D.bin']) {
      assert.deepEqual(await readFile(join(target, name)), await readFile(join(folder, name)), name);
    }
    // As COLMAP marks features without a point.
    assert.ok((await readFile(join(target, 'images.bin'))).includes(Buffer.alloc(8, 0xff)));
    const after = await readSparseModel(target);
    assert.deepEqual(after.points, before.points);
    for (const [i, { cameraFromWorld, centre, ...image }] of after.images.entries()) {
      const { cameraFromWorld: poseBefore, centre: _, ...rest } = before.images[i] ?? assert.fail();
      assert.deepEqual(image, rest);
      assertNear(cameraFromWorld.rotation, poseBefore.rotation, 1e-15);
      assert.deepEqual(cameraFromWorld.translation, poseBefore.translation);
    }
  }));

test('a model larger than the first room of its writer is whole', () =>
  inFolder(async (folder) => {
    await writeModel(folder);
    const model = await readSparseModel(folder);
    const [image] = model.images;
    const count = 10_000;
    const many = {
      keypoints: Float64Array.from({ length: 2 * count }, (_, i) => i / 4),
      keypointPoints: new Int32Array(count).fill(-1),
    };
    await writeSparseModel(folder, {
      ...model,
      images: [{ ...(image ?? assert.fail()), ...many }, ...model.images.slice(1)],
    });
    const [read] = (await readSparseModel(folder)).images;
    assert.deepEqual(read?.keypoints, many.keypoints);
    assert.deepEqual(read?.keypointPoints, many.keypointPoints);
  }));
