import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Intrinsics, type Pose, projectPoint } from './camera.ts';
import { type Matrix3, rotate, type Vector3 } from './matrix.ts';

/** A photo of a sparse model, and the camera that took it. */
export interface ModelPhoto extends Pose {
  /** Its path below the folder of the photos. */
  name: string;
  intrinsics: Intrinsics;
}

/** A sparse model as structure from motion would find it, were it free of error. */
export interface ExactModel {
  photos: readonly ModelPhoto[];
  points: readonly { position: Vector3; photos: readonly ModelPhoto[] }[];
}

type Field = ['u8' | 'u32' | 'u64' | 'f64', number] | ['text', string];

/** COLMAP's numbers for its camera models. */
const PINHOLE = 1;
const SIMPLE_RADIAL = 2;
/** What is told of points: grey, and found to a third of a pixel. */
const POINT_COLOR = 128;
const POINT_ERROR_PIXELS = 0.3;
const FIELD_BYTES = { u8: 1, u32: 4, u64: 8, f64: 8 } as const;

/**
 * Writes a model into an existing folder as COLMAP does (`cameras.bin`, `images.bin`, `points3D.bin`): pinholes where
 * lenses don't bend, else SIMPLE_RADIAL. Format: https://colmap.github.io/format.html#binary-file-format
 */
export async function writeColmapModel(folder: string, { photos, points }: ExactModel): Promise<void> {
  const cameras = [...new Set(photos.map(({ intrinsics }) => intrinsics))];
  const numbers = new Map(photos.map((photo, index) => [photo, index]));
  const features = photos.map((): Field[][] => []);
  const pointFields = points.map(({ position, photos: seenBy }, index) => {
    const track = seenBy.flatMap((photo): Field[] => {
      const ofPhoto = features[numbers.get(photo) ?? -1];
      const pixel = projectPoint(photo.intrinsics, photo, position);
      if (!ofPhoto || !pixel) throw new RangeError(`point ${index} is not seen by ${photo.name}`);
      ofPhoto.push([...floats(pixel.x, pixel.y), ['u64', index + 1]]);
      return [
        ['u32', (numbers.get(photo) ?? 0) + 1],
        ['u32', ofPhoto.length - 1],
      ];
    });
    const colour = [0, 1, 2].map((): Field => ['u8', POINT_COLOR]);
    const place: Field[] = [['u64', index + 1], ...floats(...position), ...colour];
    return encode([...place, ...floats(POINT_ERROR_PIXELS), ['u64', seenBy.length], ...track]);
  });
  const photoFields = photos.map((photo, index) => {
    const translation = rotate(photo.rotation, photo.centre).map((part) => -part);
    const pose = floats(...quaternionOf(photo.rotation), ...translation);
    const ofPhoto = features[index] ?? [];
    const camera: Field = ['u32', cameras.indexOf(photo.intrinsics) + 1];
    return encode([
      ['u32', index + 1],
      ...pose,
      camera,
      ['text', photo.name],
      ['u64', ofPhoto.length],
      ...ofPhoto.flat(),
    ]);
  });
  await writeRecords(join(folder, 'cameras.bin'), cameras.map(encodeCamera));
  await writeRecords(join(folder, 'images.bin'), photoFields);
  await writeRecords(join(folder, 'points3D.bin'), pointFields);
}

function encodeCamera(camera: Intrinsics, index: number): Buffer {
  const { width, height, focalLengthPixels: focal, centreX, centreY, k1 } = camera;
  const [model, params] =
    k1 === 0 ? [PINHOLE, [focal, focal, centreX, centreY]] : [SIMPLE_RADIAL, [focal, centreX, centreY, k1]];
  return encode([['u32', index + 1], ['u32', model], ['u64', width], ['u64', height], ...floats(...params)]);
}

/**
 * The unit quaternion (w, x, y, z) of a rotation: the longest of the four that its sums give, so that nothing is lost.
 * S. Shepperd, "Quaternion from rotation matrix", Journal of Guidance and Control 1 (1978).
 */
function quaternionOf([xx, xy, xz, yx, yy, yz, zx, zy, zz]: Matrix3): number[] {
  const candidates = [
    [1 + xx + yy + zz, zy - yz, xz - zx, yx - xy],
    [zy - yz, 1 + xx - yy - zz, xy + yx, xz + zx],
    [xz - zx, xy + yx, 1 - xx + yy - zz, yz + zy],
    [yx - xy, xz + zx, yz + zy, 1 - xx - yy + zz],
  ];
  const [longest = []] = candidates.sort((a, b) => Math.hypot(...b) - Math.hypot(...a));
  return longest.map((part) => part / Math.hypot(...longest));
}

function floats(...values: readonly number[]): Field[] {
  return values.map((value): Field => ['f64', value]);
}

async function writeRecords(path: string, records: readonly Buffer[]): Promise<void> {
  await writeFile(path, [encode([['u64', records.length]]), ...records]);
}

/** Values one after the other, little-endian. */
function encode(fields: readonly Field[]): Buffer {
  const parts = fields.map(([type, value]) => {
    if (type === 'text') return Buffer.from(`${value}\0`);
    const bytes = Buffer.alloc(FIELD_BYTES[type]);
    if (type === 'f64') bytes.writeDoubleLE(value);
    else if (type === 'u64') bytes.writeBigUInt64LE(BigInt(value));
    else bytes.writeUIntLE(value, 0, bytes.length);
    return bytes;
  });
  return Buffer.concat(parts);
}
