import assert from 'node:assert/strict';
import { test } from 'node:test';
import { NodeIO } from '@gltf-transform/core';
import { EXTMeshoptCompression, KHRMaterialsUnlit, KHRMeshQuantization } from '@gltf-transform/extensions';
import { MeshoptDecoder } from 'meshoptimizer';
import { groundMesh } from '../test-scene.ts';
import { encodeWebGlb } from './write-web-glb.ts';

const JPEG = Uint8Array.of(0xff, 0xd8, 0xff);

/** Places of y-up vertices, by their texture coordinates: packing changes their order. */
async function placesByTexture(glb: Uint8Array) {
  await MeshoptDecoder.ready;
  const io = new NodeIO()
    .registerExtensions([EXTMeshoptCompression, KHRMaterialsUnlit, KHRMeshQuantization])
    .registerDependencies({ 'meshopt.decoder': MeshoptDecoder });
  const [node] = (await io.readBinary(Uint8Array.from(glb))).getRoot().listNodes();
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
