import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { NodeIO } from '@gltf-transform/core';
import { EXTMeshoptCompression, KHRMaterialsUnlit, KHRMeshQuantization } from '@gltf-transform/extensions';
import { imageFrom, inFolder, modelOf } from '@tiepoint/scene/testing';
import { MeshoptDecoder } from 'meshoptimizer';
import sharp from 'sharp';
import type { Mesh } from '../mesh/mesh.ts';
import { groundMesh, writePhoto } from '../test-scene.fixture.ts';
import { type TextureMeshOptions, textureMesh } from '../texture-mesh.ts';

interface Tile {
  boundingVolume: { box: number[] };
  geometricError: number;
  content: { uri: string };
  children?: Tile[];
}

const MODEL = modelOf([0, 1, 2, 3].map((id) => imageFrom(id, [id * 0.8 - 1.2, 0, 10])));
const TO_EARTH = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 4e6, 1e6, 5e6, 1];
const ROUNDING = 1e-6;
/** The greatest power of two below a quarter of a pixel, which shows 10 / 200 of the ground's units. */
const GRID = 2 ** -7;
/** z up; the files are y up. */
const upright = ([x = 0, y = 0, z = 0]: number[]) => [x, -z, y];

async function writeTerrain(
  folder: string,
  more: Partial<TextureMeshOptions> = {},
  colourOf = (id: number, x: number, y: number) => [60 + 20 * id, (x * 7) % 200, (y * 5) % 200],
) {
  for (const { id, name } of MODEL.images) {
    await writePhoto(join(folder, name), (x, y) => colourOf(id, x, y));
  }
  const flat = groundMesh(6, 40);
  const positions = flat.positions.map((value, i, all) =>
    i % 3 === 2 ? 0.2 * Math.sin(3 * all[i - 2]!) : value,
  );
  const mesh: Mesh = { ...flat, positions };
  const outputPath = join(folder, 'model.glb');
  const path = join(folder, 'model.3tz');
  const limits = { faces: 300, pixels: 1e9 };
  const tileset = { path, ecefFromModel: TO_EARTH, from: { faces: 1000 }, limits };
  const report = await textureMesh({
    mesh,
    model: MODEL,
    photosFolder: folder,
    outputPath,
    tileset,
    ...more,
  });
  return { report, outputPath, path };
}

/** Goes by the index, as readers of the format do. */
async function readArchive(path: string): Promise<Map<string, Buffer>> {
  const file = await readFile(path);
  const directory = file.readUInt32LE(file.length - 22 + 16);
  const files = new Map<string, Buffer>();
  for (let at = directory; file.readUInt32LE(at) === 0x02014b50; ) {
    const nameLength = file.readUInt16LE(at + 28);
    const name = file.toString('utf8', at + 46, at + 46 + nameLength);
    const header = file.readUInt32LE(at + 42);
    assert.equal(file.readUInt32LE(header), 0x04034b50);
    assert.equal(file.toString('utf8', header + 30, header + 30 + nameLength), name);
    const start = header + 30 + nameLength;
    files.set(name, file.subarray(start, start + file.readUInt32LE(header + 18)));
    at += 46 + nameLength;
  }
  return files;
}

/** Each face as the places of its corners on the grid, from the least on. */
async function facesOf(glb: Uint8Array): Promise<string[]> {
  await MeshoptDecoder.ready;
  const io = new NodeIO()
    .registerExtensions([EXTMeshoptCompression, KHRMaterialsUnlit, KHRMeshQuantization])
    .registerDependencies({ 'meshopt.decoder': MeshoptDecoder });
  const faces: string[] = [];
  for (const node of (await io.readBinary(Uint8Array.from(glb))).getRoot().listNodes()) {
    const [scale] = node.getScale();
    const offset = node.getTranslation();
    for (const primitive of node.getMesh()?.listPrimitives() ?? []) {
      const positions = primitive.getAttribute('POSITION');
      const corners = Array.from(primitive.getIndices()?.getArray() ?? [], (vertex) =>
        upright((positions?.getElement(vertex, []) ?? []).map((value, i) => value * scale + offset[i]!))
          .map((value) => Math.round(value / GRID))
          .join(' '),
      );
      for (let at = 0; at < corners.length; at += 3)
        faces.push(
          corners
            .slice(at, at + 3)
            .sort()
            .join(', '),
        );
    }
  }
  return faces;
}

function rangeOf({ boundingVolume: { box } }: Tile): [number[], number[]] {
  const reach = [0, 1, 2].map((axis) => Math.abs(box[3 + 4 * axis]!));
  return [reach.map((half, i) => box[i]! - half), reach.map((half, i) => box[i]! + half)];
}

function* pairsOf(tile: Tile): Generator<[Tile, Tile]> {
  for (const child of tile.children ?? []) {
    yield [tile, child];
    yield* pairsOf(child);
  }
}

test('a large model becomes a tileset whose boxes and errors are nested and whose finest tiles are the model', () =>
  inFolder(async (folder) => {
    const { report, outputPath, path } = await writeTerrain(folder);
    const files = await readArchive(path);
    const tileset = JSON.parse(files.get('tileset.json')?.toString() ?? '');
    assert.equal(tileset.asset.version, '1.1');
    assert.deepEqual([tileset.root.refine, tileset.root.transform], ['REPLACE', TO_EARTH]);
    const pairs = [...pairsOf(tileset.root)];
    assert.equal(pairs.length + 1, report.tileset?.tiles);
    assert.ok(pairs.length > 8 && (report.tileset?.levels ?? 0) > 2, JSON.stringify(report.tileset));
    const leaves: Tile[] = [];
    for (const [parent, child] of pairs) {
      const [[low, high], [childLow, childHigh]] = [rangeOf(parent), rangeOf(child)];
      for (const axis of [0, 1, 2]) {
        assert.ok(low[axis]! <= childLow[axis]! + ROUNDING && childHigh[axis]! <= high[axis]! + ROUNDING);
      }
      assert.ok(child.geometricError < parent.geometricError);
      if (!child.children) leaves.push(child);
    }
    assert.ok(tileset.root.geometricError < tileset.geometricError);
    assert.ok(leaves.every(({ geometricError }) => geometricError === 0));
    const finest = await Promise.all(leaves.map(({ content }) => facesOf(files.get(content.uri)!)));
    assert.ok(finest.every(({ length }) => length > 0 && length <= 300));
    assert.deepEqual(finest.flat().sort(), (await facesOf(await readFile(outputPath))).sort());
    const coarsest = await facesOf(files.get(tileset.root.content.uri)!);
    assert.ok(coarsest.length < report.faces / 3, `${coarsest.length} of ${report.faces}`);
  }));

test('the bounding boxes of a tile and of its ancestors contain its stored surface', () =>
  inFolder(async (folder) => {
    const files = await readArchive((await writeTerrain(folder)).path);
    const assertHeld = async (tile: Tile, boxes: [number[], number[]][]) => {
      const all = [...boxes, rangeOf(tile)];
      for (const face of await facesOf(files.get(tile.content.uri)!)) {
        for (const corner of face.split(', ')) {
          const place = corner.split(' ').map((whole) => Number(whole) * GRID);
          const isHeld = all.every(([low, high]) =>
            place.every((at, axis) => low[axis]! <= at && at <= high[axis]!),
          );
          assert.ok(isHeld, `${tile.content.uri} at ${place}`);
        }
      }
      for (const child of tile.children ?? []) await assertHeld(child, all);
    };
    await assertHeld(JSON.parse(files.get('tileset.json')?.toString() ?? '').root, []);
  }));

test('at every level of detail tiles meet at the same vertices', () =>
  inFolder(async (folder) => {
    const files = await readArchive((await writeTerrain(folder)).path);
    const cornersOf = async (uri: string) =>
      new Set((await facesOf(files.get(uri)!)).flatMap((face) => face.split(', ')));
    const root: Tile = JSON.parse(files.get('tileset.json')?.toString() ?? '').root;
    const [first, second] = root.children ?? [];
    assert.ok(first?.children && second?.children);
    const coarse = await cornersOf(first.content.uri);
    const fine = (tile: Tile) =>
      Promise.all((tile.children ?? []).map(({ content }) => cornersOf(content.uri)));
    const ownFine = new Set((await fine(first)).flatMap((corners) => [...corners]));
    const across = (await fine(second)).flatMap((corners) => [...corners]);
    const shared = across.filter((corner) => ownFine.has(corner));
    assert.ok(shared.length > 10);
    assert.ok(shared.every((corner) => coarse.has(corner)));
  }));

test('tiles of all levels have the even colours of the model, though its photos differ in exposure', () =>
  inFolder(async (folder) => {
    const grass = [70, 140, 60];
    const colourOf = (id: number) => grass.map((value) => value * (id % 2 === 0 ? 1 : 0.75));
    const files = await readArchive((await writeTerrain(folder, {}, colourOf)).path);
    for (const [name, glb] of files) {
      if (!name.endsWith('.glb')) continue;
      const start = glb.indexOf(Buffer.of(0xff, 0xd8, 0xff));
      const greens = (await sharp(glb.subarray(start)).raw().toBuffer()).filter((_, at) => at % 3 === 1);
      // The mean gain of photos at 140 and 105 is 1.
      const [least, most] = [Math.min(...greens), Math.max(...greens)];
      assert.ok(least > 115 && most < 128 && most - least < 8, `${name}: ${least} to ${most}`);
    }
  }));

test('a model that is not large does not become a tileset', () =>
  inFolder(async (folder) => {
    const tileset = { path: join(folder, 'model.3tz') };
    const { report, path } = await writeTerrain(folder, { tileset });
    assert.equal(report.tileset, undefined);
    await assert.rejects(readFile(path), { code: 'ENOENT' });
  }));

test('writing tiles stops when it is aborted, and progress never decreases', () =>
  inFolder(async (folder) => {
    const controller = new AbortController();
    const fractions: number[] = [];
    const onProgress = (fraction: number) => {
      fractions.push(fraction);
      if (fraction > 0.8) controller.abort(new Error('enough'));
    };
    await assert.rejects(writeTerrain(folder, { onProgress, signal: controller.signal }), /enough/);
    assert.deepEqual(
      fractions,
      fractions.toSorted((a, b) => a - b),
    );
    assert.ok((fractions.at(-1) ?? 1) < 1);
  }));
