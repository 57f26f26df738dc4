import { type Document, NodeIO, type Primitive, type Scene } from '@gltf-transform/core';
import { KHRMaterialsUnlit } from '@gltf-transform/extensions';
import { type Similarity, transformPositions } from '@tiepoint/scene';
import sharp from 'sharp';
import { encodeTexture, textureSide } from './glb/encode-texture.ts';
import { writeGlb } from './glb/write-glb.ts';
import { encodeWebGlb, writeIfPackable } from './glb/write-web-glb.ts';
import type { MapProjection, Part } from './surface/part.ts';

/** Options of `packModel`. */
export interface PackModelOptions {
  /** A GLB with its textures beside it, z-up where its node is not rotated, as OpenMVS writes them. */
  inputPath: string;
  outputPath: string;
  /** The path of the same model packed for browsers. */
  webOutputPath?: string;
  /** The transform of the sparse model since the surface was made from it. */
  newFromOld?: Similarity;
  /** Projects the surface to other coordinates after that. */
  mapProjection?: MapProjection;
}

/** The result of `packModel`. */
export interface PackReport {
  faces: number;
  /** Share of the textures that is black, 0 to 1. */
  blackShare: number;
  /** Why there is no packed model where one was asked for. */
  notPackable?: string;
}

/** The world matrix of a node, 16 numbers in glTF's order. */
type Matrix = ReturnType<ReturnType<Scene['listChildren']>[number]['getWorldMatrix']>;

const TRIANGLES = 4;
/** The longer side of a texture that most graphics cards support. */
const MAX_TEXTURE_PIXELS = 8192;
/** Textures are scaled down to this side to measure their share of black. */
const SAMPLE_PIXELS = 256;
/** Photos are rarely darker than this, of 255. */
const BLACK = 12;

/**
 * Reads a textured mesh of another program and writes it as one unlit GLB with JPEG textures, and packed for browsers where
 * possible. Throws where it can't be read or a part has no texture.
 */
export async function packModel({
  inputPath,
  outputPath,
  webOutputPath,
  newFromOld,
  mapProjection,
}: PackModelOptions): Promise<PackReport> {
  const document = await new NodeIO().registerExtensions([KHRMaterialsUnlit]).read(inputPath);
  const pictures = await encodePictures(document);
  const parts: Part[] = [];
  const scene = document.getRoot().getDefaultScene() ?? document.getRoot().listScenes()[0];
  scene?.traverse((node) => {
    const matrix = node.getWorldMatrix();
    for (const primitive of node.getMesh()?.listPrimitives() ?? []) {
      const part = partOf(primitive, pictures, (positions) => {
        const placed = inModel(positions, matrix);
        return newFromOld ? Float32Array.from(transformPositions(newFromOld, placed)) : placed;
      });
      if (part) parts.push(part);
    }
  });
  const options = { upAxis: 'z', mapProjection } as const;
  await writeGlb(outputPath, parts, options);
  const notPackable =
    webOutputPath && (await writeIfPackable(webOutputPath, () => encodeWebGlb(parts, options)));
  const shares = [...pictures.values()].map(({ blackShare }) => blackShare);
  return {
    faces: parts.reduce((sum, { indices }) => sum + indices.length / 3, 0),
    blackShare: shares.reduce((sum, share) => sum + share, 0) / Math.max(1, shares.length),
    ...(notPackable && { notPackable }),
  };
}

interface Picture {
  jpeg: Uint8Array;
  blackShare: number;
}

/** The document's textures as JPEG, by their original bytes. */
async function encodePictures(document: Document): Promise<Map<Uint8Array, Picture>> {
  const textures = document.getRoot().listTextures();
  const side = textureSide(textures.length, MAX_TEXTURE_PIXELS);
  const pictures = new Map<Uint8Array, Picture>();
  // One after another: a decoded texture takes a quarter of a gigabyte.
  for (const texture of textures) {
    const image = texture.getImage();
    if (!image) throw new Error('a texture of the model is missing');
    const { bytes } = await encodeTexture(image, { side });
    pictures.set(image, { jpeg: bytes, blackShare: await blackShareOf(bytes) });
  }
  return pictures;
}

async function blackShareOf(jpeg: Uint8Array): Promise<number> {
  const pixels = await sharp(jpeg)
    .removeAlpha()
    .resize({ width: SAMPLE_PIXELS, height: SAMPLE_PIXELS, fit: 'fill', kernel: 'nearest' })
    .toColourspace('srgb')
    .raw()
    .toBuffer();
  let black = 0;
  for (let at = 0; at < pixels.length; at += 3) {
    if (pixels[at]! < BLACK && pixels[at + 1]! < BLACK && pixels[at + 2]! < BLACK) black++;
  }
  return (3 * black) / pixels.length;
}

function partOf(
  primitive: Primitive,
  pictures: ReadonlyMap<Uint8Array, Picture>,
  place: (positions: Float32Array) => Float32Array,
): Part | undefined {
  const positions = primitive.getAttribute('POSITION')?.getArray();
  const indices = primitive.getIndices()?.getArray();
  if (primitive.getMode() !== TRIANGLES || !positions || !indices) return undefined;
  const uvs = primitive.getAttribute('TEXCOORD_0')?.getArray();
  const image = primitive.getMaterial()?.getBaseColorTexture()?.getImage();
  const picture = image && pictures.get(image);
  if (!uvs || !picture) throw new Error('a part of the model has no texture');
  const vertexCount = positions.length / 3;
  if (indices.some((vertex) => vertex >= vertexCount))
    throw new Error('a face refers to a vertex that does not exist');
  return {
    positions: place(Float32Array.from(positions)),
    indices: Uint32Array.from(indices),
    uvs: Float32Array.from(uvs),
    jpeg: picture.jpeg,
  };
}

/**
 * Positions in the z-up coordinates of the scene. OpenMVS up to 2.4 writes these unchanged, although glTF is y-up; where a
 * node is rotated, the file is y-up.
 */
function inModel(positions: Float32Array, matrix: Matrix): Float32Array {
  const isTurned = matrix.some((value, at) => value !== (at % 5 === 0 ? 1 : 0));
  if (!isTurned) return positions;
  const placed = new Float32Array(positions.length);
  for (let at = 0; at < placed.length; at += 3) {
    const coordinate = (row: number) =>
      matrix[row]! * positions[at]! +
      matrix[4 + row]! * positions[at + 1]! +
      matrix[8 + row]! * positions[at + 2]! +
      matrix[12 + row]!;
    placed[at] = coordinate(0);
    placed[at + 1] = -coordinate(2);
    placed[at + 2] = coordinate(1);
  }
  return placed;
}
