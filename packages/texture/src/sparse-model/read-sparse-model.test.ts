import assert from 'node:assert/strict';
import { truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { inFolder } from '../test-scene.ts';
import { readSparseModel } from './read-sparse-model.ts';

type Field = ['u32' | 'i32' | 'u64' | 'f64' | 'u8', number] | ['text', string];

/** Two photos of one pinhole camera and one point that both see. */
async function writeModel(folder: string): Promise<void> {
  const camera: Field[] = [
    ['u32', 7],
    ['i32', 1],
    ['u64', 640],
    ['u64', 480],
    ['f64', 500],
    ['f64', 501],
    ['f64', 320],
    ['f64', 240],
  ];
  const image = (id: number, name: string, tx: number): Field[] => [
    ['u32', id],
    ...[Math.SQRT1_2, 0, 0, Math.SQRT1_2, tx, 2, 3].map((value): Field => ['f64', value]),
    ['u32', 7],
    ['text', name],
    ['u64', 2],
    ['f64', 10],
    ['f64', 20],
    ['u64', 99],
    ['f64', 30],
    ['f64', 40],
    ['u64', -1],
  ];
  const point: Field[] = [
    ['u64', 99],
    ['f64', 1],
    ['f64', 2],
    ['f64', 3],
    ['u8', 10],
    ['u8', 20],
    ['u8', 30],
    ['f64', 0.5],
    ['u64', 2],
    ['u32', 5],
    ['u32', 0],
    ['u32', 4],
    ['u32', 0],
  ];
  await writeFile(join(folder, 'cameras.bin'), encode([['u64', 1], ...camera]));
  await writeFile(
    join(folder, 'images.bin'),
    encode([['u64', 2], ...image(5, 'b/two.jpg', 1), ...image(4, 'one.jpg', 0)]),
  );
  await writeFile(join(folder, 'points3D.bin'), encode([['u64', 1], ...point]));
}

function encode(fields: Field[]): Buffer {
  return Buffer.concat(
    fields.map(([type, value]) => {
      if (type === 'text') return Buffer.from(`${value}\0`);
      const bytes = Buffer.alloc(type === 'u8' ? 1 : type === 'u32' || type === 'i32' ? 4 : 8);
      if (type === 'u8') bytes.writeUInt8(value);
      else if (type === 'f64') bytes.writeDoubleLE(value);
      else if (type === 'u64') bytes.writeBigInt64LE(BigInt(value));
      else bytes.writeInt32LE(value);
      return bytes;
    }),
  );
}

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
    assert.deepEqual([...(images[0]?.featurePoints ?? [])], [0, -1]);
    assert.deepEqual([...points.trackImages], [1, 0]);
    assert.deepEqual([...points.colors], [10, 20, 30]);
  }));

test('a camera stands where its rotation and translation put it', () =>
  inFolder(async (folder) => {
    await writeModel(folder);
    const [image] = (await readSparseModel(folder)).images;
    // A quarter turn about Z takes x to y: the centre is minus the inverse turn of (0, 2, 3).
    [-2, 0, -3].forEach((expected, axis) => {
      assert.ok(Math.abs((image?.centre[axis] ?? NaN) - expected) < 1e-12);
    });
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
