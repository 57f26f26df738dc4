import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { inFolder } from '../../testing/in-folder.fixture.ts';
import { isWholeMap, readDepthMap, readNormalMap } from './read-maps.ts';
import { depthMapBytes, writeDepthMap, writeNormalMap } from './write-maps.ts';

const FILE = 'a photo.jpg.geometric.bin';
const SIX = Float32Array.of(1, 2, 3, 4, 5, 6);

function mapBytes(header: string, values: ArrayLike<number>): Buffer {
  return Buffer.concat([Buffer.from(header), Buffer.from(Float32Array.from(values).buffer)]);
}

test('a depth map is read row by row', () =>
  inFolder(async (folder) => {
    await writeFile(join(folder, FILE), mapBytes('3&2&1&', SIX));
    const map = await readDepthMap(join(folder, FILE));
    assert.deepEqual(map, { width: 3, height: 2, depths: SIX });
  }));

test('maps are written as COLMAP has them, with nothing beside them', () =>
  inFolder(async (folder) => {
    const path = join(folder, FILE);
    const depths = SIX.subarray(0, 4);
    await writeDepthMap(path, { width: 2, height: 2, depths });
    const bytes = await readFile(path);
    assert.deepEqual(bytes, mapBytes('2&2&1&', depths));
    assert.equal(bytes.length, depthMapBytes({ width: 2, height: 2 }));
    const normals = { width: 1, height: 2, normals: SIX };
    await writeNormalMap(path, normals);
    assert.deepEqual(await readFile(path), mapBytes('1&2&3&', SIX));
    assert.deepEqual(await readNormalMap(path), normals);
    assert.equal(await readDepthMap(path), undefined);
    assert.deepEqual(await readdir(folder), [FILE]);
  }));

test('a depth map that is missing, cut off, of another kind or empty is none', () =>
  inFolder(async (folder) => {
    const path = join(folder, FILE);
    assert.equal(await readDepthMap(path), undefined);
    const damaged = [
      mapBytes('3&2&1&', SIX.subarray(1)),
      mapBytes('3&2&3&', SIX),
      mapBytes('0&2&1&', []),
      mapBytes('99999999999999999999&99999999999999999999&1&', [1]),
      Buffer.from('no map'),
      Buffer.alloc(0),
    ];
    for (const bytes of damaged) {
      await writeFile(path, bytes);
      assert.equal(await readDepthMap(path), undefined, bytes.toString('latin1'));
    }
  }));

test('a map is whole with all the values of all its planes', () =>
  inFolder(async (folder) => {
    const path = join(folder, FILE);
    for (const [bytes, isWhole] of [
      [mapBytes('1&2&3&', SIX), true],
      [mapBytes('1&2&3&', SIX).subarray(0, -1), false],
      [mapBytes('1&2&1&', SIX), false],
      [Buffer.from('no map'), false],
    ] as const) {
      await writeFile(path, bytes);
      assert.equal(await isWholeMap(path), isWhole);
    }
  }));
