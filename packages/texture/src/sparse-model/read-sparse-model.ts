import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { BinaryReader } from './binary-reader.ts';
import {
  CAMERA_MODELS,
  type Camera,
  type RegisteredImage,
  type SparseModel,
  type SparsePoints,
} from './sparse-model.ts';

/** The least bytes of a record, to refuse a wrong count before memory is taken for it. */
const MIN_CAMERA_BYTES = 24 + 3 * 8;
const MIN_IMAGE_BYTES = 4 + 7 * 8 + 4 + 1 + 8;
const FEATURE_BYTES = 24;
const MIN_POINT_BYTES = 8 + 3 * 8 + 3 + 8 + 8;
const TRACK_ELEMENT_BYTES = 8;
/** No photo is longer; what claims to be is no size. */
const MAX_SIDE_PIXELS = 2 ** 20;

interface RawImage extends Omit<RegisteredImage, 'featurePoints'> {
  /** COLMAP's ids of the points; 2^64 where a feature has none. */
  featurePointIds: Float64Array;
}

/**
 * Reads COLMAP's binary model (`cameras.bin`, `images.bin`, `points3D.bin`) from a folder.
 * Throws an Error that names the file when one is missing, truncated or not such a file.
 * Format: https://colmap.github.io/format.html#binary-file-format
 */
export async function readSparseModel(folder: string): Promise<SparseModel> {
  const cameras = await parse(join(folder, 'cameras.bin'), parseCameras);
  const rawImages = await parse(join(folder, 'images.bin'), parseImages);
  rawImages.sort((a, b) => a.id - b.id);
  for (const image of rawImages) {
    if (!cameras.has(image.cameraId))
      throw new Error(`${image.name} refers to camera ${image.cameraId}, which is not in the model`);
  }
  const imageIndices = new Map(rawImages.map((image, index) => [image.id, index]));
  const { points, indices } = await parse(join(folder, 'points3D.bin'), (reader) =>
    parsePoints(reader, imageIndices),
  );
  const images = rawImages.map(({ featurePointIds, ...image }) => ({
    ...image,
    featurePoints: Int32Array.from(featurePointIds, (id) => indices.get(id) ?? -1),
  }));
  return { cameras, images, points };
}

/** Where models lie is nobody's business who is told of a failure: system errors name the path. */
function reasonOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return 'code' in cause ? String(cause.code) : cause.message;
}

async function parse<T>(path: string, parser: (reader: BinaryReader) => T): Promise<T> {
  try {
    return parser(new BinaryReader(await readFile(path)));
  } catch (cause) {
    throw new Error(`cannot read the sparse model: ${basename(path)}: ${reasonOf(cause)}`, { cause });
  }
}

/** Passes a number on; what is infinite or none would spoil all that is computed with it. */
function finite(value: number): number {
  if (!Number.isFinite(value)) throw new RangeError(`${value} where a number must be`);
  return value;
}

function isSide(pixels: number): boolean {
  return pixels >= 1 && pixels <= MAX_SIDE_PIXELS;
}

function parseCameras(reader: BinaryReader): Map<number, Camera> {
  const count = reader.count(MIN_CAMERA_BYTES);
  const cameras = new Map<number, Camera>();
  for (let i = 0; i < count; i++) {
    const id = reader.uint32();
    const modelNumber = reader.int32();
    const model = CAMERA_MODELS[modelNumber];
    if (!model) throw new RangeError(`unknown camera model ${modelNumber}`);
    const width = reader.uint64();
    const height = reader.uint64();
    if (!isSide(width) || !isSide(height)) throw new RangeError(`photos of ${width} x ${height} pixels`);
    const params = Float64Array.from({ length: model.parameterCount }, () => finite(reader.float64()));
    cameras.set(id, { id, model: model.name, width, height, params });
  }
  return cameras;
}

function parseImages(reader: BinaryReader): RawImage[] {
  const count = reader.count(MIN_IMAGE_BYTES);
  return Array.from({ length: count }, () => parseImage(reader));
}

function parseImage(reader: BinaryReader): RawImage {
  const id = reader.uint32();
  const [qw = 0, qx = 0, qy = 0, qz = 0, ...place] = Array.from({ length: 7 }, () =>
    finite(reader.float64()),
  );
  const rotation = rotationOf(qw, qx, qy, qz);
  const translation = Float64Array.from(place);
  const cameraId = reader.uint32();
  const name = reader.text();
  const featureCount = reader.count(FEATURE_BYTES);
  const featurePixels = new Float64Array(2 * featureCount);
  const featurePointIds = new Float64Array(featureCount);
  for (let i = 0; i < featureCount; i++) {
    featurePixels[2 * i] = reader.float64();
    featurePixels[2 * i + 1] = reader.float64();
    featurePointIds[i] = reader.uint64();
  }
  const centre = centreOf(rotation, translation);
  return { id, name, cameraId, rotation, translation, centre, featurePixels, featurePointIds };
}

/** The 3 x 3 matrix, row by row, of a quaternion that need not be exactly of length 1. */
export function rotationOf(qw: number, qx: number, qy: number, qz: number): Float64Array {
  const length = Math.hypot(qw, qx, qy, qz) || 1;
  const [w, x, y, z] = [qw / length, qx / length, qy / length, qz / length];
  return Float64Array.of(
    1 - 2 * (y * y + z * z),
    2 * (x * y - w * z),
    2 * (x * z + w * y),
    2 * (x * y + w * z),
    1 - 2 * (x * x + z * z),
    2 * (y * z - w * x),
    2 * (x * z - w * y),
    2 * (y * z + w * x),
    1 - 2 * (x * x + y * y),
  );
}

/** Where a camera stands in the world: minus the transposed rotation times the translation. */
export function centreOf(rotation: Float64Array, translation: Float64Array): Float64Array {
  return Float64Array.from({ length: 3 }, (_, column) => {
    let sum = 0;
    for (let row = 0; row < 3; row++) sum -= rotation[3 * row + column]! * translation[row]!;
    return sum;
  });
}

function parsePoints(
  reader: BinaryReader,
  imageIndices: Map<number, number>,
): { points: SparsePoints; indices: Map<number, number> } {
  const count = reader.count(MIN_POINT_BYTES);
  const indices = new Map<number, number>();
  const positions = new Float64Array(3 * count);
  const colors = new Uint8Array(3 * count);
  const errors = new Float32Array(count);
  const trackStarts = new Uint32Array(count + 1);
  const trackImages: number[] = [];
  for (let i = 0; i < count; i++) {
    indices.set(reader.uint64(), i);
    for (let axis = 0; axis < 3; axis++) positions[3 * i + axis] = finite(reader.float64());
    for (let channel = 0; channel < 3; channel++) colors[3 * i + channel] = reader.uint8();
    errors[i] = reader.float64();
    const trackLength = reader.count(TRACK_ELEMENT_BYTES);
    for (let element = 0; element < trackLength; element++) {
      const image = imageIndices.get(reader.uint32());
      reader.uint32(); // the feature's number in the image: not needed, the images know their points
      if (image === undefined) throw new RangeError(`point ${i} refers to an image that is not in the model`);
      trackImages.push(image);
    }
    trackStarts[i + 1] = trackImages.length;
  }
  return {
    points: { count, positions, colors, errors, trackStarts, trackImages: Uint32Array.from(trackImages) },
    indices,
  };
}
