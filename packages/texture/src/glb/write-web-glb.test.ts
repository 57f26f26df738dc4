import assert from 'node:assert/strict';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { NodeIO } from '@gltf-transform/core';
import { EXTMeshoptCompression, KHRMaterialsUnlit, KHRMeshQuantization } from '@gltf-transform/extensions';
import { inFolder } from '@tiepoint/scene/testing';
import { MeshoptDecoder } from 'meshoptimizer';
import { groundMesh } from '../test-scene.fixture.ts';
import { encodeWebGlb, writeIfPackable } from './write-web-glb.ts';

const JPEG = Uint8Array.of(0xff, 0xd8, 0xff);

async function nodesOf(glb: Uint8Array) {
  await MeshoptDecoder.ready;
  const io = new NodeIO()
    .registerExtensions([EXTMeshoptCompression, KHRMaterialsUnlit, KHRMeshQuantization])
    .registerDependencies({ 'meshopt.decoder': MeshoptDecoder });
  return (await io.readBinary(Uint8Array.from(glb))).getRoot().listNodes();
}

/** Places of y-up vertices, by their texture coordinates: packing changes their order. */
async function placesByTexture(glb: Uint8Array) {
  const [node] = await nodesOf(glb);
  const primitive = node?.getMesh()?.listPrimitives()[0];
  const positions = primitive?.getAttribute('POSITION');
  const uvs = primitive?.getAttribute('TEXCOORD_0');
  assert.ok(node && primitive && positions && uvs);
  assert.equal(primitive.getAttribute('NORMAL'), null);
  const [scale] = node.getScale();
  const offset = node.getTranslation();
  const places = new Map<string, number[]>();
  for (let vertex = 0; vertex < positions.getCount(); vertex++) {
    const key = uvs.getElement(vertex, []).map((value) => Math.round(100 * value));
    places.set(
      key.join(),
      positions.getElement(vertex, []).map((value, i) => value * scale + offset[i]!),
    );
  }
  return { places, isWhole: positions.getArray() instanceof Uint16Array };
}

for (const [extent, isWhole] of [
  [100, true],
  [2000, false],
] as const) {
  test(`packing moves a vertex by less than a quarter of a pixel in a model of ${extent} units`, async () => {
    const { positions: flat, indices } = groundMesh(extent, 10);
    const positions = flat.map((value, i) => value + 0.1 * Math.sin(i));
    const uvs = Float32Array.from({ length: 2 * 121 }, (_, i) =>
      i % 2 === 0 ? ((i / 2) % 11) / 10 : Math.floor(i / 22) / 10,
    );
    const pixelSize = 0.03;
    const part = { positions, indices, uvs, jpeg: JPEG };
    const packed = await placesByTexture(await encodeWebGlb([part], { upAxis: 'y', pixelSize }));
    assert.equal(packed.isWhole, isWhole);
    for (let vertex = 0; vertex < 121; vertex++) {
      const key = [10 * (vertex % 11), 10 * Math.floor(vertex / 11)].join();
      const place = packed.places.get(key);
      assert.ok(place, key);
      const error = Math.hypot(...place.map((value, i) => value - positions[3 * vertex + i]!));
      assert.ok(error < pixelSize / 4, `${error}`);
    }
  });
}

test('without a pixel size positions have 16 bits, repeated textures repeat, and lit parts keep their normals', async () => {
  const { positions: flat, indices } = groundMesh(100, 1);
  const positions = flat.map((value, i) => value + Math.sin(i));
  const normals = positions.map((_, i) => (i % 3 === 1 ? 1 : 0));
  const uvs = Float32Array.of(0, 0, 3, 0, 0, -2, 3, -2);
  const textured = { positions, indices, uvs, jpeg: JPEG };
  const lit = { positions, indices, normals, plainColour: [1, 0, 0] as const };
  const [first, second] = await nodesOf(await encodeWebGlb([textured, lit], { upAxis: 'y' }));
  assert.ok(first && second);
  const places = (attribute: string, node: typeof first) => {
    const accessor = node.getMesh()?.listPrimitives()[0]?.getAttribute(attribute);
    const [scale] = node.getScale();
    const offset = node.getTranslation();
    return Array.from({ length: accessor?.getCount() ?? 0 }, (_, vertex) =>
      (accessor?.getElement(vertex, []) ?? []).map((value, i) =>
        attribute === 'POSITION' ? value * scale + offset[i]! : value,
      ),
    );
  };
  for (const node of [first, second]) {
    const found = places('POSITION', node);
    for (let vertex = 0; vertex < 4; vertex++) {
      const errors = found.map((place) =>
        Math.hypot(...place.map((value, i) => value - positions[3 * vertex + i]!)),
      );
      assert.ok(Math.min(...errors) < 102 / 65_535, `${errors}`);
    }
  }
  assert.deepEqual(places('TEXCOORD_0', first).sort(), [
    [0, -2],
    [0, 0],
    [3, -2],
    [3, 0],
  ]);
  assert.deepEqual(
    places('NORMAL', second),
    Array.from({ length: 4 }, () => [0, 1, 0]),
  );
});

test("a surface that can't be packed is left out, with a reason", () =>
  inFolder(async (folder) => {
    const path = join(folder, 'model-web.glb');
    const broken = { positions: Float32Array.of(Number.NaN, 0, 0), indices: Uint32Array.of(0, 0, 0) };
    const reason = await writeIfPackable(path, () => encodeWebGlb([broken], { upAxis: 'y' }));
    assert.equal(reason, 'a position is not finite');
    assert.deepEqual(await readdir(folder), []);
    const missing = join(folder, 'missing', 'model-web.glb');
    await assert.rejects(
      writeIfPackable(missing, async () => JPEG),
      { code: 'ENOENT' },
    );
  }));
