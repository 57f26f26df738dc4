import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { OPENMVS_PROGRAMS, type OpenMvsProgram } from './find-openmvs.ts';

/** Shell scripts in the place of OpenMVS's programs, which make tiny products that are valid. */
export interface FakeOpenMvs {
  folder: string;
  /** Command lines that it was called with so far, without those that ask for help. */
  calls(): Promise<string[]>;
}

/** Help texts as version 2.4.0 prints them, in short. */
const HELP: Record<OpenMvsProgram, string> = {
  InterfaceCOLMAP: '  --image-folder arg (=images/)         folder to the undistorted images',
  DensifyPointCloud: `  --max-resolution arg (=2560)          do not scale images higher
  --resolution-level arg (=1)           how many times to scale down
  --number-views arg (=5)               number of views used
  --iters arg (=3)                      number of patch-match iterations
  --geometric-iters arg (=2)            number of geometric consistent
  --remove-dmaps arg (=0)               remove depth-maps after fusion`,
  ReconstructMesh: `  -p [ --pointcloud-file ] arg          dense point-cloud with views file name
  --target-face-num arg (=0)            target number of faces`,
  TextureMesh: `  --export-type arg (=ply)              file type used to export the 3D scene
                                        (ply, obj, glb or gltf)
  --global-seam-leveling arg (=1)       generate uniform texture patches
  --local-seam-leveling arg (=1)        generate uniform texture patch borders
  --empty-color arg (=16744231)         color used for faces not covered
  --max-texture-size arg (=8192)        maximum texture size`,
};

/** What a program does where a test does not say otherwise; `$out` is its output file. */
const ORDINARY: Record<OpenMvsProgram, string> = {
  InterfaceCOLMAP: 'touch "$out"',
  DensifyPointCloud: `printf 'Estimated depth-maps 1 (50%%, 2s, ETA 2s)...\\rEstimated depth-maps 2 (100%%, 4s)\\n'
printf 'Geometric-consistent estimated depth-maps 2 (100%%, 4s)\\nFused depth-maps 2 (100%%, 1s)\\n'
touch "$out"; cp "$here/dense.ply" "\${out%.mvs}.ply"`,
  ReconstructMesh: 'cp "$here/mesh.ply" "$out"',
  TextureMesh: `cp "$here/model.glb" "\${out%.mvs}.glb"; cp "$here/model_0.png" "$(dirname "$out")"`,
};

/** Writes the programs; `lines` is what some of them do in place of the ordinary. */
export async function writeFakeOpenMvs(
  folder: string,
  lines: Partial<Record<OpenMvsProgram, string>> = {},
): Promise<FakeOpenMvs> {
  await mkdir(folder, { recursive: true });
  const calls = join(folder, 'calls.txt');
  await writeFile(calls, '');
  await writeProducts(folder);
  for (const name of OPENMVS_PROGRAMS) {
    const script = `#!/bin/sh
here="${folder}"
if [ "$1" = --help ]; then
  echo "12:00:00 [App     ] OpenMVS x64 v2.4.0"
  echo "  --max-threads arg (=0)                maximum number of threads"
  cat "$here/${name}.help"
  exit 1
fi
echo "${name} $*" >> "${calls}"
out=$(echo "$*" | sed 's/.*--output-file \\([^ ]*\\).*/\\1/')
${lines[name] ?? ORDINARY[name]}
`;
    await writeFile(join(folder, `${name}.help`), `${HELP[name]}\n`);
    await writeFile(join(folder, name), script);
    await chmod(join(folder, name), 0o755);
  }
  return { folder, calls: async () => (await readFile(calls, 'utf8')).split('\n').filter(Boolean) };
}

/** One triangle: a cloud, a mesh, and the mesh with a picture beside it. */
async function writeProducts(folder: string): Promise<void> {
  const header =
    'ply\nformat ascii 1.0\nelement vertex 3\nproperty float x\nproperty float y\nproperty float z\n';
  const colours = 'property uchar red\nproperty uchar green\nproperty uchar blue\n';
  const normals = 'property float nx\nproperty float ny\nproperty float nz\n';
  const views = 'property list uchar uint view_indices\n';
  const points = ['0 0 5', '1 0 5', '0 2 5'].map((at) => `${at} 9 9 9 0 0 1 2 0 1\n`).join('');
  await writeFile(join(folder, 'dense.ply'), `${header}${colours}${normals}${views}end_header\n${points}`);
  const face = 'element face 1\nproperty list uchar int vertex_indices\nend_header\n';
  await writeFile(join(folder, 'mesh.ply'), `${header}${face}0 0 5\n1 0 5\n0 2 5\n3 0 1 2\n`);
  await writeFile(join(folder, 'model.glb'), glb());
  await writePicture(folder, 'green');
}

/** Replaces the picture that the fake's model has. */
export async function writePicture(folder: string, colour: string): Promise<void> {
  const picture = sharp({ create: { width: 8, height: 8, channels: 3, background: colour } });
  await writeFile(join(folder, 'model_0.png'), await picture.png().toBuffer());
}

function glb(): Buffer {
  const floats = Float32Array.of(0, 0, 5, 1, 0, 5, 0, 2, 5, 0, 0, 1, 0, 0, 1);
  const bytes = Buffer.concat([Buffer.from(floats.buffer), Buffer.from(Uint32Array.of(0, 1, 2).buffer)]);
  const json = JSON.stringify({
    asset: { version: '2.0', generator: 'OpenMVS' },
    extensionsUsed: ['KHR_materials_unlit'],
    scene: 0,
    scenes: [{ nodes: [0] }],
    nodes: [{ mesh: 0 }],
    meshes: [{ primitives: [{ attributes: { POSITION: 0, TEXCOORD_0: 1 }, indices: 2, material: 0 }] }],
    materials: [
      { pbrMetallicRoughness: { baseColorTexture: { index: 0 } }, extensions: { KHR_materials_unlit: {} } },
    ],
    textures: [{ source: 0 }],
    images: [{ uri: 'model_0.png' }],
    accessors: [
      { bufferView: 0, componentType: 5126, count: 3, type: 'VEC3', min: [0, 0, 5], max: [1, 2, 5] },
      { bufferView: 1, componentType: 5126, count: 3, type: 'VEC2' },
      { bufferView: 2, componentType: 5125, count: 3, type: 'SCALAR' },
    ],
    bufferViews: [
      { buffer: 0, byteOffset: 0, byteLength: 36 },
      { buffer: 0, byteOffset: 36, byteLength: 24 },
      { buffer: 0, byteOffset: 60, byteLength: 12 },
    ],
    buffers: [{ byteLength: bytes.length }],
  });
  const text = Buffer.from(json.padEnd(Math.ceil(json.length / 4) * 4));
  const numbers = (...values: number[]) => Buffer.from(Uint32Array.from(values).buffer);
  const total = 12 + 8 + text.length + 8 + bytes.length;
  const [magic, jsonChunk, binaryChunk] = [0x46546c67, 0x4e4f534a, 0x004e4942];
  return Buffer.concat([
    numbers(magic, 2, total, text.length, jsonChunk),
    text,
    numbers(bytes.length, binaryChunk),
    bytes,
  ]);
}
