import { isAbsolute, join, normalize } from 'node:path';
import type { Matrix, StereoPoint, StereoScene, StereoView, Vector } from '@tiepoint/stereo';
import type { RegisteredImage, SparseModel } from '@tiepoint/texture';

/**
 * The photos and points of an undistorted model as the depth search takes them. Throws an Error where the model is not
 * one: cameras are no pinholes, or photos have names that several have or that lead out of the folder.
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
        position: [...points.positions.subarray(3 * index, 3 * index + 3)] as unknown as Vector,
        error: points.errors[index] ?? 0,
        // A photo may have found a point twice; each pair of photos is counted once.
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
  { name, cameraId, rotation, translation }: RegisteredImage,
  cameras: SparseModel['cameras'],
  photosFolder: string,
): StereoView {
  const camera = cameras.get(cameraId);
  // `image_undistorter` makes pinholes of all cameras: focal lengths, then the principal point.
  const [focalX = 0, focalY = 0, centreX = 0, centreY = 0] = camera?.params ?? [];
  if (camera?.model !== 'PINHOLE' || !(focalX > 0 && focalY > 0)) {
    throw new Error(`the camera of ${name} is no pinhole`);
  }
  return {
    name,
    photoPath: join(photosFolder, name),
    width: camera.width,
    height: camera.height,
    focalX,
    focalY,
    centreX,
    centreY,
    rotation: [...rotation] as unknown as Matrix,
    translation: [...translation] as unknown as Vector,
  };
}
