import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { CAMERA_MODELS, type Camera } from '../../cameras/camera.ts';
import { poseFrom } from '../../cameras/pose.ts';
import { rotationFromQuaternion } from '../../linear-algebra/quaternion.ts';
import type { RegisteredImage, SparseModel, SparsePoints } from '../../sparse-model/sparse-model.ts';
import { BinaryReader } from './binary-reader.ts';

/** The smallest size of a record, so that a wrong count is refused before memory is allocated. */
const MIN_CAMERA_BYTES = 24 + 3 * 8;
const MIN_IMAGE_BYTES = 4 + 7 * 8 + 4 + 1 + 8;
const KEYPOINT_BYTES = 24;
const MIN_POINT_BYTES = 8 + 3 * 8 + 3 + 8 + 8;
const TRACK_ELEMENT_BYTES = 8;
/** No photo has a longer side; a larger number is not a size. */
const MAX_SIDE_PIXELS = 2 ** 20;

interface RawImage extends Omit<RegisteredImage, 'keypointPoints'> {
  /** COLMAP's ids of the points; 2^64 for a keypoint without one. */
  keypointPointIds: Float64Array;
}

/**
 * Reads COLMAP's binary model (`cameras.bin`, `images.bin`, `points3D.bin`) from a folder.
 * Throws an Error that names the file where one is missing, truncated or not a model file.
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
  const images = rawImages.map(({ keypointPointIds, ...image }) => ({
    ...image,
    keypointPoints: Int32Array.from(keypointPointIds, (id) => indices.get(id) ?? -1),
  }));
  return { cameras, images, points };
}

/** Messages reach users, who should not see paths of the server: system errors contain them. */
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

/** Returns a number; throws for NaN and infinity, which would spoil everything computed with them. */
function finite(value: number): number {
  if (!Number.isFinite(value)) throw new RangeError(`${value} is not a finite number`);
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
    const params = Array.from({ length: model.parameterCount }, () => finite(reader.float64()));
    cameras.set(id, { model: model.name, width, height, params });
  }
  return cameras;
}

function parseImages(reader: BinaryReader): RawImage[] {
  const count = reader.count(MIN_IMAGE_BYTES);
  return Array.from({ length: count }, () => parseImage(reader));
}

function parseImage(reader: BinaryReader): RawImage {
  const id = reader.uint32();
  const next = () => finite(reader.float64());
  const rotation = rotationFromQuaternion([next(), next(), next(), next()]);
  const pose = poseFrom({ rotation, translation: [next(), next(), next()] });
  const cameraId = reader.uint32();
  const name = reader.text();
  const keypointCount = reader.count(KEYPOINT_BYTES);
  const keypoints = new Float64Array(2 * keypointCount);
  const keypointPointIds = new Float64Array(keypointCount);
  for (let i = 0; i < keypointCount; i++) {
    keypoints[2 * i] = reader.float64();
    keypoints[2 * i + 1] = reader.float64();
    keypointPointIds[i] = reader.uint64();
  }
  return { id, name, cameraId, ...pose, keypoints, keypointPointIds };
}

function parsePoints(
  reader: BinaryReader,
  imageIndices: Map<number, number>,
): { points: SparsePoints; indices: Map<number, number> } {
  const count = reader.count(MIN_POINT_BYTES);
  const indices = new Map<number, number>();
  const ids = new Float64Array(count);
  const positions = new Float64Array(3 * count);
  const colours = new Uint8Array(3 * count);
  const errors = new Float64Array(count);
  const trackStarts = new Uint32Array(count + 1);
  const trackImages: number[] = [];
  const trackKeypoints: number[] = [];
  for (let i = 0; i < count; i++) {
    const id = reader.uint64();
    ids[i] = id;
    indices.set(id, i);
    for (let axis = 0; axis < 3; axis++) positions[3 * i + axis] = finite(reader.float64());
    for (let channel = 0; channel < 3; channel++) colours[3 * i + channel] = reader.uint8();
    errors[i] = reader.float64();
    const trackLength = reader.count(TRACK_ELEMENT_BYTES);
    for (let element = 0; element < trackLength; element++) {
      const image = imageIndices.get(reader.uint32());
      if (image === undefined) throw new RangeError(`point ${i} refers to an image that is not in the model`);
      trackImages.push(image);
      trackKeypoints.push(reader.uint32());
    }
    trackStarts[i + 1] = trackImages.length;
  }
  const tracks = {
    trackStarts,
    trackImages: Uint32Array.from(trackImages),
    trackKeypoints: Uint32Array.from(trackKeypoints),
  };
  return { points: { count, ids, positions, colours, errors, ...tracks }, indices };
}
