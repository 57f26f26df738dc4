import { pinholeOf, projectPoint, type Vector3 } from '@tiepoint/scene';
import type { CameraTruth } from './camera-truth.ts';

/** A scene's true surface, as reconstructions are compared with it. Metres, in the frame of the truth. */
export interface TrueShape {
  /** Distance from a point to the true surface, never negative. */
  distanceFrom(x: number, y: number, z: number): number;
  /** Whether a point lies in the part of the scene that is compared. */
  contains(x: number, y: number, z: number): boolean;
  /** Points (x, y, z each) spread evenly over that part of the surface which at least two photos see. */
  samples: Float32Array;
  /** The ground sampling distance in the scene's middle. */
  gsdMetres: number;
}

/**
 * The ground sampling distance at a place, metres per pixel: depth divided by focal length, the median over the photos
 * that show the place. Throws a RangeError where none does.
 */
export function groundSamplingDistance({ cameras, camera }: CameraTruth, place: Vector3): number {
  const depths = cameras
    .flatMap((pose) => {
      const pixel = projectPoint(camera, pose, place);
      if (!pixel || pixel.x < 0 || pixel.y < 0) return [];
      return pixel.x < camera.width && pixel.y < camera.height ? [pixel.depth] : [];
    })
    .sort((a, b) => a - b);
  const depth = depths[Math.floor(depths.length / 2)];
  if (depth === undefined) throw new RangeError('no photo shows the middle of the scene');
  return depth / pinholeOf(camera).fx;
}
