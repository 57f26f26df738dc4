import { readFile } from 'node:fs/promises';
import { MeshoptDecoder } from 'meshoptimizer';

/** What tests need of a `model.glb` or `model-web.glb`; positions are z up, as in `cameras.json`. */
export interface ModelFile {
  /** x, y, z of each vertex, metres. */
  positions: Float32Array;
  /** Three vertex indices per triangle. */
  triangles: Uint32Array;
  /** MIME type and first bytes of each picture. */
  textures: { mimeType: string; head: string }[];
  /** Share of the triangles that have a texture. */
  texturedShare: number;
}

/** Numbers that are packed by meshoptimizer. */
interface PackedView {
  byteOffset?: number;
  byteLength: number;
  byteStride: number;
  count: number;
  mode: 'ATTRIBUTES' | 'TRIANGLES' | 'INDICES';
  filter?: 'NONE' | 'OCTAHEDRAL' | 'QUATERNION' | 'EXPONENTIAL';
}

interface Gltf {
  accessors: {
    bufferView: number;
    byteOffset?: number;
    componentType: number;
    count: number;
    type: string;
  }[];
  bufferViews: {
    byteOffset?: number;
    byteLength: number;
    byteStride?: number;
    extensions?: { EXT_meshopt_compression?: PackedView };
  }[];
  images?: { bufferView: number; mimeType: string }[];
  materials: { pbrMetallicRoughness?: { baseColorTexture?: unknown } }[];
  meshes: { primitives: { attributes: Record<string, number>; indices: number; material: number }[] }[];
  nodes: { mesh?: number; translation?: number[]; scale?: number[] }[];
}

const GLB_MAGIC = 0x46546c67;
const JSON_CHUNK = 0x4e4f534a;
const UNSIGNED_INTEGERS = { 5121: 1, 5123: 2, 5125: 4 } as const;

/** Reads a GLB, plain or packed by meshoptimizer; throws where it is damaged. Format: https://registry.khronos.org/glTF/specs/2.0/glTF-2.0.html */
export async function readModel(path: string): Promise<ModelFile> {
  const file = await readFile(path);
  if (file.readUInt32LE(0) !== GLB_MAGIC) throw new Error(`${path} is no GLB`);
  if (file.readUInt32LE(8) !== file.length) throw new Error(`${path} is not whole`);
  const jsonLength = file.readUInt32LE(12);
  if (file.readUInt32LE(16) !== JSON_CHUNK) throw new Error(`${path} does not begin with its JSON`);
  await MeshoptDecoder.ready;
  const gltf = JSON.parse(file.toString('utf8', 20, 20 + jsonLength)) as Gltf;
  return readGltf(gltf, file.subarray(28 + jsonLength));
}

function readGltf(gltf: Gltf, binary: Buffer): ModelFile {
  const positions: number[] = [];
  const triangles: number[] = [];
  let textured = 0;
  for (const { mesh = -1, translation = [0, 0, 0], scale = [1, 1, 1] } of gltf.nodes) {
    for (const { attributes, indices, material } of gltf.meshes[mesh]?.primitives ?? []) {
      const first = positions.length / 3;
      const corners = readAccessor(gltf, binary, indices).map((vertex) => first + vertex);
      for (const corner of corners) triangles.push(corner);
      if (gltf.materials[material]?.pbrMetallicRoughness?.baseColorTexture) textured += corners.length;
      const vectors = readAccessor(gltf, binary, attributes.POSITION ?? -1);
      const placed = vectors.map((value, i) => value * (scale[i % 3] ?? NaN) + (translation[i % 3] ?? NaN));
      // glTF is y up: (x, y, z) there is (x, -z, y) here.
      for (let at = 0; at < placed.length; at += 3) {
        positions.push(placed[at] ?? NaN, -(placed[at + 2] ?? NaN), placed[at + 1] ?? NaN);
      }
    }
  }
  const textures = (gltf.images ?? []).map(({ bufferView, mimeType }) => {
    const start = gltf.bufferViews[bufferView]?.byteOffset ?? 0;
    return { mimeType, head: binary.toString('hex', start, start + 3) };
  });
  return {
    positions: Float32Array.from(positions),
    triangles: Uint32Array.from(triangles),
    textures,
    texturedShare: textured / triangles.length,
  };
}

/** The numbers of a scalar or vector of unsigned integers or of floats. */
function readAccessor(gltf: Gltf, binary: Buffer, index: number): number[] {
  const accessor = gltf.accessors[index];
  const view = accessor && gltf.bufferViews[accessor.bufferView];
  if (!accessor || !view) throw new Error(`accessor ${index} is missing`);
  const packed = view.extensions?.EXT_meshopt_compression;
  const bytes = packed ? unpack(packed, binary) : binary.subarray(view.byteOffset ?? 0);
  const width = accessor.type === 'SCALAR' ? 1 : Number(accessor.type.replace('VEC', ''));
  const integerBytes = UNSIGNED_INTEGERS[accessor.componentType as keyof typeof UNSIGNED_INTEGERS];
  const numberBytes = integerBytes ?? 4;
  const stride = packed?.byteStride ?? view.byteStride ?? width * numberBytes;
  return Array.from({ length: accessor.count * width }, (_, number) => {
    const at =
      (accessor.byteOffset ?? 0) + Math.floor(number / width) * stride + (number % width) * numberBytes;
    return integerBytes ? bytes.readUIntLE(at, numberBytes) : bytes.readFloatLE(at);
  });
}

function unpack(
  { byteOffset = 0, byteLength, byteStride, count, mode, filter }: PackedView,
  binary: Buffer,
): Buffer {
  const target = Buffer.alloc(count * byteStride);
  const source = binary.subarray(byteOffset, byteOffset + byteLength);
  MeshoptDecoder.decodeGltfBuffer(target, count, byteStride, source, mode, filter);
  return target;
}
