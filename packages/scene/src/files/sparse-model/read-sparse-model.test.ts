import assert from 'node:assert/strict';
import { open, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { assertNear } from '../../testing/assert-near.fixture.ts';
import { inFolder } from '../../testing/in-folder.fixture.ts';
import { transformPoint } from '../../transforms/similarity.ts';
import { encode, writeModel } from './model-files.fixture.ts';
import { readSparseModel } from './read-sparse-model.ts';

test('a binary model is read with its cameras, images in the order of their ids, and points', () =>
  inFolder(async (folder) => {
    await writeModel(folder);
    const { cameras, images, points } = await readSparseModel(folder);
    assert.deepEqual(cameras.get(7)?.model, 'PINHOLE');
    assert.deepEqual([...(cameras.get(7)?.params ?? [])], [500, 501, 320, 240]);
    assert.deepEqual(
      images.map(({ name }) => name),
      ['one.jpg', 'b/two.jpg'],
    );
    assert.deepEqual([...(images[0]?.keypointPoints ?? [])], [-1, 0]);
    assert.deepEqual([...points.trackImages], [1, 0]);
    assert.deepEqual([...points.trackKeypoints], [1, 1]);
    assert.deepEqual([...points.ids], [99]);
    assert.deepEqual([...points.colours], [10, 20, 30]);
  }));

test('a camera stands where its rotation and translation put it', () =>
  inFolder(async (folder) => {
    await writeModel(folder);
    const [image] = (await readSparseModel(folder)).images;
    // A quarter turn about Z takes x to y: the centre is minus the inverse turn of (0, 2, 3).
    assertNear(image?.centre, [-2, 0, -3]);
    assertNear(image && transformPoint(image.cameraFromWorld, [1, 0, 0]), [0, 3, 3]);
  }));

test('a truncated file is refused with its name', () =>
  inFolder(async (folder) => {
    for (const [name, bytes] of [
      ['cameras.bin', 30],
      ['images.bin', 100],
      ['points3D.bin', 60],
    ] as const) {
      await writeModel(folder);
      await truncate(join(folder, name), bytes);
      await assert.rejects(readSparseModel(folder), new RegExp(name));
    }
  }));

test('a count that cannot be true is refused before memory is taken for it', () =>
  inFolder(async (folder) => {
    await writeModel(folder);
    await writeFile(join(folder, 'images.bin'), encode([['u64', 2 ** 50]]));
    await assert.rejects(readSparseModel(folder), /1125899906842624 records announced/);
  }));

test('a NaN, or a size out of range, is refused, with the name of the file', () =>
  inFolder(async (folder) => {
    for (const [name, offset, bytes] of [
      ['cameras.bin', 8 + 8, Buffer.alloc(8)],
      ['cameras.bin', 8 + 8, Buffer.alloc(8, 0x7f)],
      ['cameras.bin', 8 + 24, Buffer.alloc(8, 0xff)],
      ['images.bin', 8 + 4, Buffer.alloc(8, 0xff)],
      ['points3D.bin', 8 + 8, Buffer.alloc(8, 0xff)],
    ] as const) {
      await writeModel(folder);
      await using file = await open(join(folder, name), 'r+');
      await file.write(bytes, 0, bytes.length, offset);
      await assert.rejects(readSparseModel(folder), new RegExp(name));
    }
  }));
