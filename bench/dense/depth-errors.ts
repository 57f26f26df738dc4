import { join } from 'node:path';
import type { ModelPhoto, TrueShape } from '@tiepoint/samples';
import { type Camera, type DepthMap, invert, pinholeOf, transformPoint, type Vector3 } from '@tiepoint/scene';
import { mapFileName, readDepthMap, readSparseModel } from '@tiepoint/scene/files';

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
    const map = await readDepthMap(join(mapsFolder, mapFileName(photo.name)));
    if (!map) throw new Error(`${photo.name} has no depth map`);
    for (const [x, y, z] of placesIn(map, camera, photo)) {
      if (shape.contains(x, y, z)) errors.push(shape.distanceFrom(x, y, z));
    }
  }
  return errors.sort((a, b) => a - b);
}

/** A map's value is the depth at the upper left corner of its pixel, as COLMAP takes it. */
function* placesIn(
  { width, height, depths }: DepthMap,
  camera: Camera,
  photo: ModelPhoto,
): Generator<Vector3> {
  const { fx, fy, cx, cy } = pinholeOf(camera);
  const worldFromCamera = invert(photo.cameraFromWorld);
  for (let pixel = 0; pixel < width * height; pixel += EVERY_PIXEL) {
    const depth = depths[pixel] ?? 0;
    if (depth === 0) continue;
    const [column, row] = [pixel % width, Math.floor(pixel / width)];
    const x = (depth * ((column * camera.width) / width - cx)) / fx;
    const y = (depth * ((row * camera.height) / height - cy)) / fy;
    yield transformPoint(worldFromCamera, [x, y, depth]);
  }
}
