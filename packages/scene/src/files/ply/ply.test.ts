import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { inFolder } from '../../testing/in-folder.fixture.ts';
import { countInPly } from './count-in-ply.ts';
import { columnOf, peekPlyHeader, readPly } from './read-ply.ts';
import { writePointsPly } from './write-points-ply.ts';

const POINTS = {
  count: 2,
  positions: [1, 2, 3, -4, 0.5, 6],
  normals: Float32Array.of(0, 0, 1, 0, -1, 0),
  colours: Uint8Array.of(10, 20, 30, 40, 50, 255),
};

/** The records of an element by their properties; lists as arrays. */
function recordsOf(path: string, name: string): Record<string, number | number[]>[] {
  const records: Record<string, number | number[]>[] = [];
  readPly(path, (element) => {
    if (element.name !== name) return undefined;
    return (scalars, lists) =>
      records.push(
        Object.fromEntries(
          element.properties.map(({ name: property, lengthScalar }, at) => {
            return [property, lengthScalar ? [...lists[at]!] : scalars[at]!];
          }),
        ),
      );
  });
  return records;
}

test('points are read as they were written, with and without normals', () =>
  inFolder(async (folder) => {
    const path = join(folder, 'points.ply');
    writePointsPly(path, POINTS, ['made by a test']);
    assert.deepEqual(recordsOf(path, 'vertex'), [
      { x: 1, y: 2, z: 3, nx: 0, ny: 0, nz: 1, red: 10, green: 20, blue: 30 },
      { x: -4, y: 0.5, z: 6, nx: 0, ny: -1, nz: 0, red: 40, green: 50, blue: 255 },
    ]);
    assert.match(
      await readFile(path, 'latin1'),
      /^ply\nformat binary_little_endian 1\.0\ncomment made by a test\nelement vertex 2\n/,
    );
    const { normals: _, ...bare } = POINTS;
    writePointsPly(path, bare);
    assert.deepEqual(recordsOf(path, 'vertex')[1], { x: -4, y: 0.5, z: 6, red: 40, green: 50, blue: 255 });
  }));

const HEAD = [
  'element vertex 2',
  'property double x',
  'element face 1',
  'property list uchar int vertex_indices',
];

test('records with lists are read from text and from both orders of bytes', () =>
  inFolder(async (folder) => {
    const path = join(folder, 'mesh.ply');
    const head = (format: string) => ['ply', `format ${format} 1.0`, ...HEAD, 'end_header', ''].join('\n');
    const body = Buffer.alloc(2 * 8 + 1 + 3 * 4);
    for (const bigEndian of [false, true]) {
      const view = new DataView(body.buffer, body.byteOffset);
      view.setFloat64(0, 1.5, !bigEndian);
      view.setFloat64(8, -2, !bigEndian);
      view.setUint8(16, 3);
      for (const [i, corner] of [0, 1, 70_000].entries()) view.setInt32(17 + 4 * i, corner, !bigEndian);
      const format = bigEndian ? 'binary_big_endian' : 'binary_little_endian';
      await writeFile(path, Buffer.concat([Buffer.from(head(format)), body]));
      assert.deepEqual(recordsOf(path, 'vertex'), [{ x: 1.5 }, { x: -2 }]);
      assert.deepEqual(recordsOf(path, 'face'), [{ vertex_indices: [0, 1, 70_000] }]);
    }
    await writeFile(path, `${head('ascii')}1.5\r\n-2\n3 0 1 70000`);
    assert.deepEqual(recordsOf(path, 'vertex'), [{ x: 1.5 }, { x: -2 }]);
    assert.deepEqual(recordsOf(path, 'face'), [{ vertex_indices: [0, 1, 70_000] }]);
  }));

test('a header tells elements and their columns before anything is read', () =>
  inFolder(async (folder) => {
    const path = join(folder, 'mesh.ply');
    await writeFile(path, ['ply', 'format ascii 1.0', ...HEAD, 'end_header'].join('\n'));
    const { format, elements } = peekPlyHeader(path);
    assert.equal(format, 'ascii');
    assert.deepEqual(
      elements.map(({ name, count }) => [name, count]),
      [
        ['vertex', 2],
        ['face', 1],
      ],
    );
    assert.equal(columnOf(elements[1]!, 'vertex_index', 'vertex_indices'), 0);
    assert.equal(columnOf(elements[0]!, 'y'), -1);
    assert.deepEqual([countInPly(path, 'vertex'), countInPly(path, 'edge')], [2, 0]);
    assert.equal(countInPly(join(folder, 'missing.ply'), 'vertex'), 0);
  }));

test('what is no PLY, has no end, or is cut off is refused', () =>
  inFolder(async (folder) => {
    const path = join(folder, 'bad.ply');
    for (const [text, problem] of [
      ['solid cube', /not a PLY file/],
      ['ply\nformat ascii 1.0\nelement vertex 1\n', /no end/],
      ['ply\nformat pigeon 1.0\nend_header\n', /pigeon/],
      ['ply\nelement vertex 1\nend_header\n', /no format/],
      ['ply\nformat ascii 1.0\nelement vertex -1\nend_header\n', /-1 is not a valid count/],
      [
        'ply\nformat binary_little_endian 1.0\nelement vertex 9\nproperty float x\nend_header\n1234',
        /truncated/,
      ],
      [
        'ply\nformat ascii 1.0\nelement vertex 1\nproperty float x\nend_header\nabc',
        /x of a vertex is not a number/,
      ],
    ] as const) {
      await writeFile(path, text);
      assert.throws(() => readPly(path, () => () => {}), problem, text);
    }
  }));
