import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CAMERA_MODELS } from '../../cameras/camera.ts';
import { quaternionFromRotation } from '../../linear-algebra/quaternion.ts';
import type { RegisteredImage, SparseModel, SparsePoints } from '../../sparse-model/sparse-model.ts';
import { BinaryWriter } from './binary-writer.ts';

/** Half of COLMAP's invalid point id, for a keypoint without a point. */
const NO_POINT = 0xffffffff;

/**
 * Writes a model into an existing folder in COLMAP's binary format (`cameras.bin`, `images.bin`, `points3D.bin`). The rigs
 * and frames of newer versions are left out: COLMAP derives them from the images.
 * Format: https://colmap.github.io/format.html#binary-file-format
 */
export async function writeSparseModel(folder: string, model: SparseModel): Promise<void> {
  await writeFile(join(folder, 'cameras.bin'), encodeCameras(model));
  await writeFile(join(folder, 'images.bin'), encodeImages(model));
  await writeFile(join(folder, 'points3D.bin'), encodePoints(model));
}

function encodeCameras({ cameras }: SparseModel): Uint8Array {
  const writer = new BinaryWriter();
  writer.uint64(cameras.size);
  for (const [id, { model, width, height, params }] of cameras) {
    writer.uint32(id);
    writer.uint32(CAMERA_MODELS.findIndex(({ name }) => name === model));
    writer.uint64(width);
    writer.uint64(height);
    for (const param of params) writer.float64(param);
  }
  return writer.written();
}

function encodeImages({ images, points }: SparseModel): Uint8Array {
  const writer = new BinaryWriter();
  writer.uint64(images.length);
  for (const image of images) encodeImage(writer, image, points);
  return writer.written();
}

function encodeImage(writer: BinaryWriter, image: RegisteredImage, { ids }: SparsePoints): void {
  const { rotation, translation } = image.cameraFromWorld;
  writer.uint32(image.id);
  for (const value of [...quaternionFromRotation(rotation), ...translation]) writer.float64(value);
  writer.uint32(image.cameraId);
  writer.text(image.name);
  const { keypoints, keypointPoints } = image;
  writer.uint64(keypointPoints.length);
  for (let keypoint = 0; keypoint < keypointPoints.length; keypoint++) {
    writer.float64(keypoints[2 * keypoint]!);
    writer.float64(keypoints[2 * keypoint + 1]!);
    const point = keypointPoints[keypoint]!;
    if (point >= 0) writer.uint64(ids[point]!);
    else for (let half = 0; half < 2; half++) writer.uint32(NO_POINT);
  }
}

function encodePoints({ images, points }: SparseModel): Uint8Array {
  const writer = new BinaryWriter();
  writer.uint64(points.count);
  for (let point = 0; point < points.count; point++) {
    writer.uint64(points.ids[point]!);
    for (let axis = 0; axis < 3; axis++) writer.float64(points.positions[3 * point + axis]!);
    for (let channel = 0; channel < 3; channel++) writer.uint8(points.colours[3 * point + channel]!);
    writer.float64(points.errors[point]!);
    const [start, end] = [points.trackStarts[point]!, points.trackStarts[point + 1]!];
    writer.uint64(end - start);
    for (let element = start; element < end; element++) {
      writer.uint32(images[points.trackImages[element]!]!.id);
      writer.uint32(points.trackKeypoints[element]!);
    }
  }
  return writer.written();
}
