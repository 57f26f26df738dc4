import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { NodeIO } from '@gltf-transform/core';
import { inFolder } from '@tiepoint/scene/testing';
import { writeGlb } from './write-glb.ts';

test('a projected surface has projected positions and normals, and states its coordinate system', () =>
  inFolder(async (folder) => {
    const path = join(folder, 'a.glb');
    const part = {
      positions: Float32Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0),
      normals: Float32Array.of(1, 0, 0, 1, 0, 0, 1, 0, 0),
      indices: Uint32Array.of(0, 1, 2),
    };
    // A quarter turn about z, and ten metres up.
    const project = (at: Float32Array) =>
      at.map((_, i) => [-at[i + 1]!, at[i - 1]!, at[i]! + 10][i % 3] ?? Number.NaN);
    const mapProjection = { project, extras: { system: 'EPSG:1' } };
    await writeGlb(path, [part], { upAxis: 'z', mapProjection });
    const root = (await new NodeIO().read(path)).getRoot();
    assert.deepEqual(Reflect.get(root.getAsset(), 'extras'), { system: 'EPSG:1' });
    const primitive = root.listMeshes()[0]?.listPrimitives()[0];
    // y up: (x, y, z) is (x, z, -y).
    assert.deepEqual(
      [...(primitive?.getAttribute('POSITION')?.getArray() ?? [])].map(plain),
      [0, 10, 0, 0, 10, -1, -1, 10, 0],
    );
    assert.deepEqual(
      [...(primitive?.getAttribute('NORMAL')?.getElement(0, []) ?? [])].map(plain),
      [0, 0, -1],
    );
  }));

/** Without negative zeros. */
function plain(value: number): number {
  return value + 0;
}
