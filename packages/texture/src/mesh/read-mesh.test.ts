import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { inFolder } from '@tiepoint/scene/testing';
import { readMesh } from './read-mesh.ts';

/** One triangle as poisson_mesher writes it: colours and a density beside the positions. */
function trianglePly(lastVertex = 2): Buffer {
  const header = `ply\nformat binary_little_endian 1.0\ncomment made by hand\nelement vertex 3\nproperty float x\nproperty float y
property float z\nproperty uchar red\nproperty float value\nelement face 1\nproperty list uchar int vertex_indices\nend_header\n`;
  const body = Buffer.alloc(3 * 17 + 13);
  for (let i = 0; i < 3; i++)
    for (let axis = 0; axis < 3; axis++) body.writeFloatLE(10 * i + axis, 17 * i + 4 * axis);
  body.writeUInt8(3, 51);
  [0, 1, lastVertex].forEach((vertex, i) => {
    body.writeInt32LE(vertex, 52 + 4 * i);
  });
  return Buffer.concat([Buffer.from(header), body]);
}

test('positions and faces are read, other properties skipped', () =>
  inFolder(async (folder) => {
    const path = join(folder, 'mesh.ply');
    await writeFile(path, trianglePly());
    const { positions, indices } = await readMesh(path);
    assert.deepEqual([...positions], [0, 1, 2, 10, 11, 12, 20, 21, 22]);
    assert.deepEqual([...indices], [0, 1, 2]);
  }));

test('a truncated, foreign or inconsistent file is refused with its name', () =>
  inFolder(async (folder) => {
    const path = join(folder, 'mesh.ply');
    for (const bytes of [trianglePly().subarray(0, -2), Buffer.from('solid not a ply'), trianglePly(3)]) {
      await writeFile(path, bytes);
      await assert.rejects(readMesh(path), /cannot read the mesh .*mesh\.ply/);
    }
  }));
