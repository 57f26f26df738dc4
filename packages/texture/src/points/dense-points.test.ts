import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Similarity } from '@tiepoint/scene';
import { inFolder } from '@tiepoint/scene/testing';
import { appendPoints, readDensePoints, transformDensePoints } from './dense-points.ts';

const HEAD = [
  'ply',
  'format ascii 1.0',
  'element vertex 3',
  ...['x', 'y', 'z', 'nx', 'ny', 'nz'].map((name) => `property float ${name}`),
  ...['red', 'green', 'blue'].map((name) => `property uchar ${name}`),
  'end_header',
];
const ROWS = ['1 2 3 0 0 1 10 20 30', '4 5 6 0 1 0 40 50 60', '7 8 9 1 0 0 70 80 90', ''];

test('a dense point cloud is transformed with its normals, and keeps its colours', () =>
  inFolder(async (folder) => {
    const [input, output] = [join(folder, 'fused.ply'), join(folder, 'dense.ply')];
    await writeFile(input, [...HEAD, ...ROWS].join('\n'));
    // A quarter turn around x: y becomes z. The first point comes to the origin.
    const newFromOld: Similarity = {
      scale: 2,
      rotation: [1, 0, 0, 0, 0, -1, 0, 1, 0],
      translation: [-2, 6, -4],
    };
    assert.equal(transformDensePoints([{ path: input }], output, newFromOld), 3);
    const points = readDensePoints(output, 10);
    assert.deepEqual([...points.positions], [0, 0, 0, 6, -6, 6, 12, -12, 12]);
    assert.deepEqual([...points.normals], [0, -1, 0, 0, 0, 1, 1, 0, 0]);
    assert.deepEqual([...points.colours], [10, 20, 30, 40, 50, 60, 70, 80, 90]);
  }));

test('several clouds are joined, without the points that are filtered out', () =>
  inFolder(async (folder) => {
    const [input, output] = [join(folder, 'fused.ply'), join(folder, 'dense.ply')];
    await writeFile(input, [...HEAD, ...ROWS].join('\n'));
    const parts = [
      { path: input, keep: (x: number) => x !== 4 },
      { path: input, keep: (x: number) => x === 4 },
      // With these, the most points that there could be have more digits than those that there are.
      ...[0, 1].map(() => ({ path: input, keep: () => false })),
    ];
    assert.equal(transformDensePoints(parts, output, undefined), 3);
    assert.deepEqual([...readDensePoints(output, 10).positions], [1, 2, 3, 7, 8, 9, 4, 5, 6]);
  }));

test('points are appended to a cloud', () =>
  inFolder(async (folder) => {
    const [input, output] = [join(folder, 'dense.ply'), join(folder, 'all.ply')];
    await writeFile(input, [...HEAD, ...ROWS].join('\n'));
    const more = {
      count: 1,
      positions: Float32Array.of(3, 2, 1),
      normals: Float32Array.of(0, 0, 1),
      colours: Uint8Array.of(9, 8, 7),
    };
    assert.equal(appendPoints(input, output, more), 4);
    const { positions, colours } = readDensePoints(output, 10);
    assert.deepEqual([...positions.subarray(9)], [3, 2, 1]);
    assert.deepEqual([...colours.subarray(9)], [9, 8, 7]);
  }));

test('of a large cloud at most the wanted number of points is read', () =>
  inFolder(async (folder) => {
    const path = join(folder, 'fused.ply');
    await writeFile(path, [...HEAD, ...ROWS].join('\n'));
    const points = readDensePoints(path, 2);
    assert.deepEqual([points.count, ...points.positions], [2, 1, 2, 3, 7, 8, 9]);
  }));

test('points without normals, and a truncated file, are refused', () =>
  inFolder(async (folder) => {
    const path = join(folder, 'fused.ply');
    await writeFile(path, [...HEAD.filter((line) => !line.endsWith('nz')), ...ROWS].join('\n'));
    assert.throws(() => readDensePoints(path, 10), /no normals/);
    await writeFile(path, [...HEAD, ROWS[0]].join('\n'));
    assert.throws(
      () => transformDensePoints([{ path }], join(folder, 'out.ply'), undefined),
      /truncated|ended/i,
    );
  }));
