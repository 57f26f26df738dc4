import { isAbsolute, join, normalize } from 'node:path';
import { pinholeOf, type RegisteredImage, type SparseModel, type Vector3 } from '@tiepoint/scene';
import type { StereoPoint, StereoScene, StereoView } from '@tiepoint/stereo';

/**
 * Converts an undistorted model to the input of dense matching. Throws an Error if a camera is not a pinhole, or if the
 * name of a photo is not unique or leads out of the folder.
 */
export function stereoSceneOf({ cameras, images, points }: SparseModel, photosFolder: string): StereoScene {
  const names = new Set<string>();
  for (const { name } of images) {
    if (names.has(name)) throw new Error(`two photos of the sparse model are called ${name}`);
    if (!isInside(name)) throw new Error(`a photo of the sparse model lies outside of its folder: ${name}`);
    names.add(name);
  }
  return {
    views: images.map((image) => viewOf(image, cameras, photosFolder)),
    points: Array.from({ length: points.count }, (_, index): StereoPoint => {
      const [from, to] = [points.trackStarts[index], points.trackStarts[index + 1]];
      return {
        position: [...points.positions.subarray(3 * index, 3 * index + 3)] as unknown as Vector3,
        error: points.errors[index] ?? 0,
        // A track may have two observations in one photo; each pair of photos is counted once.
        views: [...new Set(points.trackImages.subarray(from, to))],
      };
    }),
  };
}

/** Maps are written under the photos' names. */
function isInside(name: string): boolean {
  const path = normalize(name);
  return path !== '.' && !path.endsWith('/') && !isAbsolute(path) && path.split('/')[0] !== '..';
}

function viewOf(
  { name, cameraId, cameraFromWorld, centre }: RegisteredImage,
  cameras: SparseModel['cameras'],
  photosFolder: string,
): StereoView {
  const camera = cameras.get(cameraId);
  // `image_undistorter` converts all cameras to pinholes.
  const pinhole = camera?.model === 'PINHOLE' ? pinholeOf(camera) : undefined;
  if (!pinhole || !(pinhole.fx > 0 && pinhole.fy > 0)) throw new Error(`the camera of ${name} is no pinhole`);
  return { name, photoPath: join(photosFolder, name), ...pinhole, cameraFromWorld, centre };
}
