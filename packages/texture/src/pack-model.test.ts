import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Document, NodeIO } from '@gltf-transform/core';
import { KHRMaterialsUnlit } from '@gltf-transform/extensions';
import type { Matrix3 } from '@tiepoint/scene';
import sharp from 'sharp';
import { packModel } from './pack-model.ts';

const io = () => new NodeIO().registerExtensions([KHRMaterialsUnlit]);

/** One triangle in z-up coordinates, as OpenMVS writes it: the picture beside the file. */
async function withSurface(
  { isTurned = false, colour = 'green', height = 5 },
  use: (paths: { inputPath: string; outputPath: string }) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'tiepoint-pack-'));
  try {
    const document = new Document();
    const buffer = document.createBuffer().setURI('model.bin');
    const accessor = (
      type: 'VEC2' | 'VEC3' | 'SCALAR',
      array: Float32Array<ArrayBuffer> | Uint32Array<ArrayBuffer>,
    ) => document.createAccessor().setType(type).setArray(array).setBuffer(buffer);
    const picture = await sharp({ create: { width: 8, height: 8, channels: 3, background: colour } })
      .png()
      .toBuffer();
    const texture = document.createTexture().setURI('model_0.png').setMimeType('image/png');
    texture.setImage(Uint8Array.from(picture));
    const primitive = document
      .createPrimitive()
      .setAttribute('POSITION', accessor('VEC3', Float32Array.of(0, 0, 5, 1, 0, 5, 0, 2, height)))
      .setAttribute('TEXCOORD_0', accessor('VEC2', Float32Array.of(0, 0, 1, 0, 0, 1)))
      .setIndices(accessor('SCALAR', Uint32Array.of(0, 1, 2)))
      .setMaterial(document.createMaterial().setBaseColorTexture(texture));
    const node = document.createNode().setMesh(document.createMesh().addPrimitive(primitive));
    if (isTurned) node.setRotation([-Math.SQRT1_2, 0, 0, Math.SQRT1_2]);
    document.createScene().addChild(node);
    const inputPath = join(folder, 'model.gltf');
    await new NodeIO().write(inputPath, document);
    await use({ inputPath, outputPath: join(folder, 'packed.glb') });
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function positionsIn(path: string): Promise<number[]> {
  const document = await io().read(path);
  const [primitive] = document
    .getRoot()
    .listMeshes()
    .flatMap((mesh) => mesh.listPrimitives());
  return Array.from(
    primitive?.getAttribute('POSITION')?.getArray() ?? [],
    (value) => Math.round(1e5 * value) / 1e5 + 0,
  );
}

/** The triangle as glTF wants it, y-up. */
const UPRIGHT = [0, 5, 0, 1, 5, 0, 0, 5, -2];

test('a surface is written as one file, y-up, with its texture embedded as JPEG', async () => {
  await withSurface({}, async ({ inputPath, outputPath }) => {
    const webOutputPath = `${outputPath}.web`;
    const report = await packModel({ inputPath, outputPath, webOutputPath });
    assert.deepEqual(report, { faces: 1, blackShare: 0 });
    assert.equal((await readFile(webOutputPath)).toString('latin1', 0, 4), 'glTF');
    assert.deepEqual(await positionsIn(outputPath), UPRIGHT);
    const [texture] = (await io().read(outputPath)).getRoot().listTextures();
    assert.equal(texture?.getMimeType(), 'image/jpeg');
    assert.equal((await sharp(texture?.getImage() ?? undefined).metadata()).width, 8);
  });
});

test('a surface that its node rotates to y-up gives the same', async () => {
  await withSurface({ isTurned: true }, async ({ inputPath, outputPath }) => {
    await packModel({ inputPath, outputPath });
    assert.deepEqual(await positionsIn(outputPath), UPRIGHT);
  });
});

test('the transform of the sparse model is applied to the surface', async () => {
  await withSurface({}, async ({ inputPath, outputPath }) => {
    const rotation: Matrix3 = [0, 1, 0, -1, 0, 0, 0, 0, 1];
    const newFromOld = { scale: 1, rotation, translation: [0, 0, -5] } as const;
    await packModel({ inputPath, outputPath, newFromOld });
    assert.deepEqual(await positionsIn(outputPath), [0, 0, 0, 0, 0, 1, 2, 0, 0]);
  });
});

test('a black texture is reported', async () => {
  await withSurface({ colour: 'black' }, async ({ inputPath, outputPath }) => {
    assert.equal((await packModel({ inputPath, outputPath })).blackShare, 1);
  });
});

test("a surface that can't be packed is written plain, with a reason", async () => {
  await withSurface({ height: Number.NaN }, async ({ inputPath, outputPath }) => {
    const webOutputPath = `${outputPath}.web`;
    const { notPackable } = await packModel({ inputPath, outputPath, webOutputPath });
    assert.equal(notPackable, 'a position is not finite');
    assert.equal((await readFile(outputPath)).toString('latin1', 0, 4), 'glTF');
    await assert.rejects(readFile(webOutputPath), { code: 'ENOENT' });
  });
});
