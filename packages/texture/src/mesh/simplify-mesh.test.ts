import assert from 'node:assert/strict';
import { test } from 'node:test';
import { groundMesh } from '../test-scene.fixture.ts';
import type { Mesh } from './mesh.ts';
import { simplifyMesh } from './simplify-mesh.ts';

/** A hilly ground of 80 000 faces. */
function hills(): Mesh {
  const mesh = groundMesh(10, 200);
  for (let at = 0; at < mesh.positions.length; at += 3) {
    mesh.positions[at + 2] = Math.sin(mesh.positions[at]!) * Math.cos(2 * mesh.positions[at + 1]!);
  }
  return mesh;
}

test('a mesh is simplified to about the target number of faces, and keeps its shape and border', async () => {
  const mesh = hills();
  for (const target of [40_000, 8000, 3000]) {
    const simple = await simplifyMesh(mesh, target);
    const faces = simple.indices.length / 3;
    assert.ok(Math.abs(faces / target - 1) < 0.05, `${faces} faces, not ${target}`);
    assert.ok(simple.positions.length / 3 < faces, 'no vertices without a face');
    let worst = 0;
    const corners = new Set<string>();
    for (let at = 0; at < simple.positions.length; at += 3) {
      const [x, y, z] = simple.positions.subarray(at, at + 3) as unknown as [number, number, number];
      worst = Math.max(worst, Math.abs(z - Math.sin(x) * Math.cos(2 * y)));
      if (Math.abs(x) === 5 && Math.abs(y) === 5) corners.add(`${x} ${y}`);
    }
    assert.ok(worst < 0.01, `${worst} off the hills`);
    assert.equal(corners.size, 4);
  }
});

test('where the border alone has too many faces, it is simplified too', async () => {
  const simple = await simplifyMesh(hills(), 500);
  assert.ok(simple.indices.length / 3 <= 550, `${simple.indices.length / 3} faces`);
});

test('a mesh within the target number of faces stays as it is', async () => {
  const mesh = groundMesh(10, 4);
  assert.equal(await simplifyMesh(mesh, 32), mesh);
});
