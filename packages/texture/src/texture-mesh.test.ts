import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { NodeIO } from '@gltf-transform/core';
import { KHRMaterialsUnlit } from '@gltf-transform/extensions';
import { imageFrom, inFolder, modelOf } from '@tiepoint/scene/testing';
import sharp from 'sharp';
import { groundMesh, writePhoto } from './test-scene.fixture.ts';
import { textureMesh } from './texture-mesh.ts';

const HEIGHT = 10;
const MODEL = modelOf([0, 1, 2, 3].map((id) => imageFrom(id, [id * 0.8 - 1.2, 0, HEIGHT])));
const GRASS = [70, 140, 60];

/** Photos of plain ground; `colourAt` may put something else before photo `id`. */
async function writePhotos(
  folder: string,
  colourAt: (id: number, x: number, y: number) => number[] = () => GRASS,
) {
  for (const { id, name } of MODEL.images) await writePhoto(join(folder, name), (x, y) => colourAt(id, x, y));
}

async function readModel(path: string) {
  const root = (await new NodeIO().registerExtensions([KHRMaterialsUnlit]).read(path)).getRoot();
  const jpeg = root.listTextures()[0]?.getImage();
  assert.ok(jpeg);
  const { data } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
  return { primitives: root.listMeshes().flatMap((mesh) => mesh.listPrimitives()), texture: data };
}

test('an object in front of the ground in one photo is not in the texture of the ground', () =>
  inFolder(async (folder) => {
    // A red leaf in the photo that shows the ground best, because it was taken from nearer.
    const near = imageFrom(1, [-0.4, 0, 0.6 * HEIGHT]);
    const model = { ...MODEL, images: MODEL.images.map((image) => (image.id === 1 ? near : image)) };
    await writePhotos(folder, (id, x, y) =>
      id === 1 && Math.hypot(x - 100, y - 80) < 30 ? [220, 20, 20] : GRASS,
    );
    const outputPath = join(folder, 'model.glb');
    const report = await textureMesh({
      mesh: groundMesh(6, 24),
      model,
      photosFolder: folder,
      outputPath,
    });
    assert.equal(report.texturedFaces, report.faces);
    const { texture } = await readModel(outputPath);
    for (let at = 0; at < texture.length; at += 3) assert.ok(texture[at]! < 100, `red ${texture[at]}`);
  }));

test('ground beyond the photos is left out, and the model is y-up', () =>
  inFolder(async (folder) => {
    await writePhotos(folder);
    const outputPath = join(folder, 'model.glb');
    const report = await textureMesh({
      mesh: groundMesh(40, 80),
      model: MODEL,
      photosFolder: folder,
      outputPath,
    });
    assert.equal(report.untexturedFaces, 0);
    const { primitives } = await readModel(outputPath);
    const min = primitives[0]?.getAttribute('POSITION')?.getMin([]) ?? [];
    const max = primitives[0]?.getAttribute('POSITION')?.getMax([]) ?? [];
    // The photos show x from -6.2 to 6.2 and y from -4 to 4, which is Z in glTF.
    assert.ok(min[0]! > -6.2 && max[0]! < 6.2 && max[0]! > 5.5);
    assert.ok(min[2]! > -4 && max[2]! < 4 && max[2]! > 3.5);
    assert.ok(Math.abs(min[1]!) < 1e-6 && Math.abs(max[1]!) < 1e-6);
  }));

test('photos of different exposure give one even texture', () =>
  inFolder(async (folder) => {
    await writePhotos(folder, (id) => GRASS.map((value) => value * (id % 2 === 0 ? 1 : 0.75)));
    const outputPath = join(folder, 'model.glb');
    await textureMesh({ mesh: groundMesh(10, 30), model: MODEL, photosFolder: folder, outputPath });
    const { texture } = await readModel(outputPath);
    const greens = texture.filter((_, at) => at % 3 === 1).sort();
    assert.ok(greens.at(-1)! - greens[0]! < 8, `${greens[0]} to ${greens.at(-1)}`);
  }));

test('a photo that can’t be read is named', () =>
  inFolder(async (folder) => {
    const outputPath = join(folder, 'model.glb');
    const texturing = textureMesh({ mesh: groundMesh(6, 6), model: MODEL, photosFolder: folder, outputPath });
    await assert.rejects(texturing, /cannot read the photo 0\.png/);
  }));

test('texturing stops when it is aborted, and its progress never decreases', () =>
  inFolder(async (folder) => {
    await writePhotos(folder);
    const fractions: number[] = [];
    const controller = new AbortController();
    const options = {
      mesh: groundMesh(6, 12),
      model: MODEL,
      photosFolder: folder,
      outputPath: join(folder, 'model.glb'),
    };
    await textureMesh({ ...options, onProgress: (fraction) => fractions.push(fraction) });
    assert.deepEqual(
      fractions,
      fractions.toSorted((a, b) => a - b),
    );
    assert.equal(fractions.at(-1), 1);
    const onProgress = () => controller.abort(new Error('enough'));
    await assert.rejects(textureMesh({ ...options, onProgress, signal: controller.signal }), /enough/);
  }));
