import { join } from 'node:path';
import type { ModelPhoto, TrueShape } from '@tiepoint/samples';
import { type Camera, type MeasuredDepths, readMeasuredDepths, readSparseModel } from '@tiepoint/texture';

/** A prime, so that no column is preferred. */
const EVERY_PIXEL = 211;

/**
 * How far the measured depths lie from the true surface, in metres and sorted: some hundred pixels of each photo whose
 * place is in the mapped area. All photos must have one camera.
 */
export async function readDepthErrors(
  denseFolder: string,
  photos: readonly ModelPhoto[],
  shape: TrueShape,
): Promise<number[]> {
  const { cameras } = await readSparseModel(join(denseFolder, 'sparse'));
  const [camera] = cameras.values();
  if (!camera) throw new Error('the undistorted model has no camera');
  const mapsFolder = join(denseFolder, 'stereo', 'depth_maps');
  const errors: number[] = [];
  for (const photo of photos) {
    const map = await readMeasuredDepths(mapsFolder, photo.name);
    if (!map) throw new Error(`${photo.name} has no depth map`);
    for (const [x, y, z] of placesIn(map, camera, photo)) {
      if (shape.contains(x, y, z)) errors.push(shape.distanceFrom(x, y, z));
    }
  }
  return errors.sort((a, b) => a - b);
}

/** A map's value is the depth at the upper left corner of its pixel, as COLMAP takes it. */
function* placesIn(
  { width, height, depths }: MeasuredDepths,
  camera: Camera,
  photo: ModelPhoto,
): Generator<[number, number, number]> {
  // `image_undistorter` makes pinholes of all cameras: focal lengths, then the principal point.
  const [focalX = 0, focalY = 0, centreX = 0, centreY = 0] = camera.params;
  const r = photo.rotation;
  for (let pixel = 0; pixel < width * height; pixel += EVERY_PIXEL) {
    const depth = depths[pixel] ?? 0;
    if (depth === 0) continue;
    const [column, row] = [pixel % width, Math.floor(pixel / width)];
    const x = (depth * ((column * camera.width) / width - centreX)) / focalX;
    const y = (depth * ((row * camera.height) / height - centreY)) / focalY;
    const [east, north, up] = photo.centre;
    yield [
      east + r[0] * x + r[3] * y + r[6] * depth,
      north + r[1] * x + r[4] * y + r[7] * depth,
      up + r[2] * x + r[5] * y + r[8] * depth,
    ];
  }
}
