import { type Document, NodeIO, type Primitive, type Scene } from '@gltf-transform/core';
import { KHRMaterialsUnlit } from '@gltf-transform/extensions';
import { type Similarity, transformPositions } from '@tiepoint/scene';
import sharp from 'sharp';
import { type Part, type Placement, writeGlb } from './glb/write-glb.ts';
import { encodeWebGlb, writeIfPackable } from './glb/write-web-glb.ts';
import { encodeTexture, textureSide } from './import/encode-texture.ts';

export interface PackModelOptions {
  /** A GLB whose pictures lie beside it, z-up where its node is not turned, as OpenMVS writes them. */
  inputPath: string;
  outputPath: string;
  /** Where the same model goes packed for browsers. */
  webOutputPath?: string;
  /** How the sparse model that the surface was made of was moved. */
  newFromOld?: Similarity;
  /** Where the surface is to lie after that. */
  placement?: Placement;
}

export interface PackReport {
  faces: number;
  /** How much of the pictures is black, 0 to 1. */
  blackShare: number;
  /** Why there is no packed model where one was asked for. */
  notPackable?: string;
}

/** Places x, y, z in the world of a node, as glTF counts the 16 numbers of a matrix. */
type Matrix = ReturnType<ReturnType<Scene['listChildren']>[number]['getWorldMatrix']>;

const TRIANGLES = 4;
/** The longer side of a picture in the model: what graphics cards of some years ago still hold. */
const MAX_TEXTURE_PIXELS = 8192;
/** Of a picture scaled down to this side one can tell how black it is. */
const SAMPLE_PIXELS = 256;
/** Photos are hardly ever blacker than this; of 255. */
const BLACK = 12;

/**
 * Reads a textured surface that a program of this machine has made, and writes it as one file like our own models:
 * pictures inside, as JPEG, unlit; and packed for browsers where it can be. Throws where it can't be read or has no picture.
 */
export async function packModel({
  inputPath,
  outputPath,
  webOutputPath,
  newFromOld,
  placement,
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
  await writeGlb(outputPath, parts, 'z', placement);
  const notPackable =
    webOutputPath &&
    (await writeIfPackable(webOutputPath, () => encodeWebGlb(parts, { upAxis: 'z', placement })));
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

/** The document's pictures as JPEG, by the bytes that they had. */
async function encodePictures(document: Document): Promise<Map<Uint8Array, Picture>> {
  const textures = document.getRoot().listTextures();
  const side = textureSide(textures.length, MAX_TEXTURE_PIXELS);
  const pictures = new Map<Uint8Array, Picture>();
  // One after another: a decoded picture takes a quarter of a gigabyte.
  for (const texture of textures) {
    const image = texture.getImage();
    if (!image) throw new Error('a picture of the model is missing');
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
  if (!uvs || !picture) throw new Error('a part of the model has no picture');
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
 * Positions in the z-up coordinates of the scene. OpenMVS up to 2.4 writes these as they are, against glTF's
 * rule; where a node is turned, the file keeps the rule and its world is y-up.
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
