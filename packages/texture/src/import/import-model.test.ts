import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { test } from 'node:test';
import { Document, type Document as GltfDocument, getBounds, NodeIO } from '@gltf-transform/core';
import { EXTMeshoptCompression, KHRMaterialsUnlit, KHRMeshQuantization } from '@gltf-transform/extensions';
import { inFolder } from '@tiepoint/scene/testing';
import { MeshoptDecoder } from 'meshoptimizer';
import sharp from 'sharp';
import { ImportFault } from './import-fault.ts';
import { editJson, makeGlb, makeLas } from './import-files.fixture.ts';
import { type ImportModelOptions, type ImportReport, importModel } from './import-model.ts';

type Sources = Record<string, string | Uint8Array>;
type Options = Partial<Pick<ImportModelOptions, 'upAxis' | 'limits'>>;

const SQUARE = `mtllib square.mtl
v 0 0 0
v 2 0 0
v 2 2 0
v 0 2 0
vt 0 0
vt 1 0
vt 1 1
vt 0 1
usemtl brick wall
f 1/1 2/2 3/3 4/4
`;
const MATERIALS = `newmtl brick wall
Kd 1 1 1
map_Kd -s 1 1 1 C:\\export\\Brick Wall.PNG
`;
const png = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
  .png()
  .toBuffer();

test('an OBJ becomes a GLB: z-up turned to y-up, faces cut into triangles, the texture a JPEG', async () => {
  const sources = { 'a/square.obj': SQUARE, 'a/square.mtl': MATERIALS, 'a/tex/brick wall.png': png };
  const { report, model } = await convert(sources, { upAxis: 'z' });
  assert.deepEqual(report.outputs, ['model.glb', 'model-web.glb']);
  assert.equal(report.triangles, 2);
  assert.deepEqual(report.notes, []);
  const [texture] = model.listTextures();
  assert.equal(texture?.getMimeType(), 'image/jpeg');
  const [primitive] = model.listMeshes()[0]?.listPrimitives() ?? [];
  assert.deepEqual(primitive?.getAttribute('POSITION')?.getElement(2, []), [2, 0, -2]);
  // The OBJ counts from the picture's lower left, glTF from its upper left.
  assert.deepEqual(primitive?.getAttribute('TEXCOORD_0')?.getElement(0, []), [0, 1]);
});

test('the model packed for browsers is the same as the plain one, in all formats', async () => {
  const obj = { 'square.obj': SQUARE, 'square.mtl': MATERIALS, 'brick wall.png': png };
  const all: Sources[] = [obj, { 'square.obj': SQUARE }, { 'model.glb': await makeGlb({}) }];
  for (const sources of all) {
    const { folder, model } = await convert(sources);
    const packed = await readPacked(folder['model-web.glb']);
    assert.deepEqual(boundsOf(packed), boundsOf(model));
    const materialsOf = (root: ReturnType<GltfDocument['getRoot']>) =>
      root
        .listMaterials()
        .map((material) => [material.getBaseColorFactor(), material.listExtensions().length]);
    assert.deepEqual(materialsOf(packed), materialsOf(model));
    const pictures = [packed, model].map((root) => root.listTextures().map((texture) => texture.getImage()));
    assert.deepEqual(pictures[0], pictures[1]);
  }
});

test('a texture that is missing or damaged is a note, and its faces keep their plain colour', async () => {
  const missing = await convert({ 'square.obj': SQUARE, 'square.mtl': MATERIALS });
  assert.deepEqual(missing.report.notes, ['The model refers to Brick Wall.PNG, which was not uploaded.']);
  assert.deepEqual(missing.model.listMaterials()[0]?.getBaseColorFactor(), [1, 1, 1, 1]);
  const broken = { 'square.obj': SQUARE, 'square.mtl': MATERIALS, 'brick wall.png': png.subarray(0, 40) };
  const note = "The texture brick wall.png can't be decoded.";
  assert.deepEqual((await convert(broken)).report.notes, [note]);
  const drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';
  assert.deepEqual((await convert({ ...broken, 'brick wall.png': drawing })).report.notes, [note]);
});

test('tiles in separate folders find their own materials and textures with the same names', async () => {
  const sources: Sources = {};
  for (const [tile, background] of Object.entries({ one: 'red', two: 'blue' })) {
    const picture = sharp({ create: { width: 4, height: 4, channels: 3, background } });
    sources[`${tile}/tile.obj`] = SQUARE;
    sources[`${tile}/square.mtl`] = MATERIALS.replace(/map_Kd.*/, 'map_Kd maps/photo 0.png');
    sources[`${tile}/maps/photo 0.png`] = await picture.png().toBuffer();
  }
  const { model } = await convert(sources);
  const pictures = model.listTextures().map((texture) => sharp(texture.getImage() ?? undefined).stats());
  const reds = (await Promise.all(pictures)).map(({ channels }) => (channels[0]?.mean ?? 0) > 200);
  assert.deepEqual(reds, [true, false]);
});

test('a large texture is scaled down', async () => {
  const large = await sharp({ create: { width: 300, height: 100, channels: 3, background: 'red' } })
    .jpeg()
    .toBuffer();
  const sources = { 'square.obj': SQUARE, 'square.mtl': MATERIALS, 'brick wall.png': large };
  const { model } = await convert(sources, { limits: { maxTexturePixels: 64 } });
  assert.deepEqual(model.listTextures()[0]?.getSize(), [64, 21]);
});

test('projected coordinates are moved to a local origin, the same for all files of a model', async () => {
  const tile = (east: number) =>
    `v ${east} 5400000.25 10\nv ${east + 1} 5400000.25 10\nv ${east} 5400001.25 10\nf -3 -2 -1\n`;
  const { report, model, folder } = await convert({ 'a.obj': tile(500_000), 'b.obj': tile(500_007) });
  assert.deepEqual(report.origin, [500_004, 5_400_001, 0]);
  assert.match(folder['origin.json']?.toString() ?? '', /"origin":\[500004,5400001,0\]/);
  const firsts = (model.listMeshes()[0]?.listPrimitives() ?? []).map((primitive) =>
    primitive.getAttribute('POSITION')?.getElement(0, []),
  );
  assert.deepEqual(firsts, [
    [-4, -0.75, 10],
    [3, -0.75, 10],
  ]);
});

test('an OBJ with invalid references or too many faces is refused with its line or its limit', async () => {
  await assertRefused(
    { 'a.obj': 'v 0 0 0\nf 1 2 3\n' },
    'Unreadable',
    /a\.obj, line 2: .*number 2 where there are 1/,
  );
  await assertRefused({ 'a.obj': 'v 0 zero 0\n' }, 'Unreadable', /line 1/);
  await assertRefused({ 'a.obj': '# nothing\n' }, 'Unreadable', /no faces and no points/);
  const options = { limits: { maxTriangles: 1 } };
  await assertRefused({ 'a.obj': SQUARE }, 'TooLarge', /more than 1 triangles/, options);
});

test('a GLB is rewritten around its scene, with re-encoded textures', async () => {
  const { report, model } = await convert({ 'a.glb': await makeGlb({ far: true, texture: png }) });
  assert.deepEqual([report.triangles, report.origin], [1, [20_001, 0, 0]]);
  assert.equal(model.listTextures()[0]?.getMimeType(), 'image/jpeg');
  const node = model.listNodes().find((candidate) => candidate.getName() === 'local origin');
  assert.deepEqual(node?.getTranslation(), [-20_001, 0, 0]);
});

test('a GLB that is damaged, refers to other files, or has wrong counts is refused', async () => {
  const glb = await makeGlb({});
  await assertRefused({ 'a.glb': glb.subarray(0, -4) }, 'Unreadable', /should have/);
  await assertRefused({ 'a.glb': 'no glb' }, 'Unreadable', /does not begin with/);
  const change = (edit: (json: Record<string, unknown>) => void) => editJson(glb, edit);
  const outside = change((json) => Object.assign(json, { images: [{ uri: 'file:///etc/passwd' }] }));
  await assertRefused({ 'a.glb': outside }, 'Unreadable', /refers to another file/);
  const huge = change((json) =>
    Object.assign((json.accessors as { count: number }[])[0] ?? {}, { count: 2 ** 31 }),
  );
  await assertRefused({ 'a.glb': huge }, 'TooLarge', /more vertices/);
  const long = change((json) =>
    Object.assign((json.accessors as { count: number }[])[0] ?? {}, { count: 1000 }),
  );
  await assertRefused({ 'a.glb': long }, 'Unreadable', /can't be read as GLB/);
  const circle = change((json) => Object.assign(json, { nodes: [{ children: [1] }, { children: [0] }] }));
  await assertRefused({ 'a.glb': circle }, 'Unreadable', /not a tree/);
  const draco = change((json) => Object.assign(json, { extensionsRequired: ['KHR_draco_mesh_compression'] }));
  await assertRefused({ 'a.glb': draco }, 'Unreadable', /KHR_draco_mesh_compression/);
});

test('a PLY with faces becomes a surface in its vertex colours, big-endian too', async () => {
  const header = `ply\nformat binary_big_endian 1.0\nelement vertex 4\nproperty double x\nproperty double y\nproperty double z
property uchar red\nproperty uchar green\nproperty uchar blue\nelement face 1\nproperty list uchar int vertex_index\nend_header\n`;
  const body = Buffer.alloc(4 * 27 + 17);
  [0, 0, 0, 1, 0, 0, 1, 1, 0, 0, 1, 0].forEach((value, i) => {
    body.writeDoubleBE(value, 27 * Math.floor(i / 3) + 8 * (i % 3));
  });
  for (let vertex = 0; vertex < 4; vertex++) body.writeUInt8(255, 27 * vertex + 24);
  body.writeUInt8(4, 108);
  for (let i = 0; i < 4; i++) body.writeInt32BE(i, 109 + 4 * i);
  const ply = Buffer.concat([Buffer.from(header), body]);
  const { report, model } = await convert({ 'a.ply': ply });
  assert.equal(report.triangles, 2);
  const [primitive] = model.listMeshes()[0]?.listPrimitives() ?? [];
  assert.deepEqual(primitive?.getAttribute('COLOR_0')?.getElement(0, []), [1, 0, 0]);
  await assertRefused(
    { 'a.ply': ply.subarray(0, -3) },
    'Unreadable',
    /a\.ply can't be read as PLY: .*too early/,
  );
  await assertRefused({ 'a.ply': ply.subarray(0, 300) }, 'Unreadable', /truncated/);
});

test('points are thinned evenly, points without a position left out, and a note says how many are shown', async () => {
  const rows = Array.from({ length: 10 }, (_, i) => `${i === 4 ? 'nan' : i} 0 0 0 255 ${i}`);
  const header = `ply\nformat ascii 1.0\nelement vertex 10\nproperty float x\nproperty float y\nproperty float z
property uchar red\nproperty uchar green\nproperty uchar blue\nend_header\n`;
  const { report, folder } = await convert(
    { 'cloud.ply': `${header}${rows.join('\r\n')}` },
    { limits: { maxPoints: 5 } },
  );
  assert.equal(report.points, 5);
  assert.deepEqual(report.notes, ['5 of 10 points are shown.']);
  assert.match(folder['points.ply']?.toString('latin1') ?? '', /element vertex 5\n/);
  await assertRefused(
    { 'a.ply': `${header}${rows.slice(1).join('\n')}` },
    'Unreadable',
    /too early|truncated/,
  );
});

test('a LAS becomes points around a local origin; LAZ and a wrong count are refused', async () => {
  const las = makeLas();
  const { report, folder } = await convert({ 'scan.las': las });
  assert.deepEqual(report.outputs, ['points.ply', 'origin.json']);
  assert.deepEqual(report.origin, [500_001, 5_400_000, 0]);
  const ply = folder['points.ply'] ?? Buffer.alloc(0);
  const body = ply.subarray(ply.indexOf('end_header\n') + 11);
  assert.deepEqual([body.readFloatLE(0), body.readFloatLE(8), body[12], body[14]], [-1, 7.5, 255, 128]);
  const counts = Buffer.from(las);
  counts.writeUInt32LE(3, 107);
  await assertRefused({ 'scan.las': counts }, 'Unreadable', /should have 3 points, but contains 2/);
  const packed = Buffer.from(las);
  packed.writeUInt8(0x82, 104);
  await assertRefused({ 'scan.las': packed }, 'Unreadable', /compressed as LAZ/);
});

test('files of which none is a model are refused with advice', async () => {
  await assertRefused({ 'a.7z': '7z' }, 'Unreadable', /no OBJ, GLB, PLY or LAS .*a\.7z.*as ZIP/);
  await assertRefused(
    { 'b.txt': 'hello', 'c.zip': 'PK' },
    'Unreadable',
    /b\.txt and 1 more.*ZIP inside a ZIP/,
  );
});

/** Imports files with these contents; gives the report, the GLB and all that was written. */
async function convert(sources: Sources, options: Options = {}) {
  let report: ImportReport | undefined;
  let document: GltfDocument | undefined;
  const folder: Record<string, Buffer> = {};
  await inFolder(async (path) => {
    report = await importFrom(path, sources, options);
    for (const name of report.outputs) folder[name] = await readFile(join(path, name));
    const io = new NodeIO().registerExtensions([KHRMaterialsUnlit]);
    if (folder['model.glb']) document = await io.readBinary(folder['model.glb']);
  });
  assert.ok(report);
  return { report, folder, model: (document ?? new Document()).getRoot() };
}

async function readPacked(glb: Uint8Array | undefined) {
  await MeshoptDecoder.ready;
  const io = new NodeIO()
    .registerExtensions([EXTMeshoptCompression, KHRMaterialsUnlit, KHRMeshQuantization])
    .registerDependencies({ 'meshopt.decoder': MeshoptDecoder });
  return (await io.readBinary(Uint8Array.from(glb ?? []))).getRoot();
}

/** Of the shown scene, to a thousandth. */
function boundsOf(root: ReturnType<GltfDocument['getRoot']>): number[] {
  const [scene] = root.listScenes();
  assert.ok(scene);
  const { min, max } = getBounds(scene);
  return [...min, ...max].map((value) => Math.round(1000 * value) + 0);
}

async function assertRefused(
  sources: Sources,
  kind: ImportFault['kind'],
  message: RegExp,
  options: Options = {},
) {
  await inFolder(async (path) => {
    await assert.rejects(importFrom(path, sources, options), (error) => {
      assert.ok(error instanceof ImportFault, String(error));
      assert.equal(error.kind, kind);
      assert.match(error.message, message);
      return true;
    });
  });
}

async function importFrom(folder: string, sources: Sources, options: Options): Promise<ImportReport> {
  const files = new Map<string, string>();
  for (const [name, content] of Object.entries(sources)) {
    const path = join(folder, `source-${files.size}`);
    await writeFile(path, content);
    files.set(name, path);
  }
  return importModel({ files, outputFolder: folder, upAxis: 'y', ...options });
}
