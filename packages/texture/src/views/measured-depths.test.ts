import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { inFolder } from '../test-scene.ts';
import { readMeasuredDepths } from './measured-depths.ts';

const NAME = 'a photo.jpg';
const FILE = `${NAME}.geometric.bin`;

function mapBytes(header: string, depths: number[]): Buffer {
  return Buffer.concat([Buffer.from(header), Buffer.from(Float32Array.from(depths).buffer)]);
}

test('a depth map is read row by row', () =>
  inFolder(async (folder) => {
    await writeFile(join(folder, FILE), mapBytes('3&2&1&', [1, 2, 3, 4, 5, 6]));
    const { width, height, depths } = (await readMeasuredDepths(folder, NAME)) ?? {};
    assert.deepEqual([width, height, [...(depths ?? [])]], [3, 2, [1, 2, 3, 4, 5, 6]]);
  }));

test('a depth map that is missing, cut off, of another kind or empty is none', () =>
  inFolder(async (folder) => {
    assert.equal(await readMeasuredDepths(folder, NAME), undefined);
    const damaged = [
      mapBytes('3&2&1&', [1, 2, 3, 4, 5]),
      mapBytes('3&2&3&', [1, 2, 3, 4, 5, 6]),
      mapBytes('0&2&1&', []),
      mapBytes('99999999999999999999&99999999999999999999&1&', [1]),
      Buffer.from('no map'),
      Buffer.alloc(0),
    ];
    for (const bytes of damaged) {
      await writeFile(join(folder, FILE), bytes);
      assert.equal(await readMeasuredDepths(folder, NAME), undefined, bytes.toString('latin1'));
    }
  }));
