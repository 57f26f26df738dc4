import { pinholeOf } from '../cameras/camera.ts';
import type { View } from '../cameras/view.ts';
import type { SparseModel } from './sparse-model.ts';

/** The views of a model of undistorted photos. Throws an Error where a camera has lens distortion or is missing. */
export function viewsOf({ cameras, images }: SparseModel): View[] {
  return images.map(({ name, cameraId, cameraFromWorld, centre }) => {
    const camera = cameras.get(cameraId);
    if (!camera) throw new Error(`${name} refers to camera ${cameraId}, which is not in the model`);
    if (camera.model !== 'PINHOLE' && camera.model !== 'SIMPLE_PINHOLE') {
      throw new Error(`${name} is not undistorted: its camera model is ${camera.model}, not PINHOLE`);
    }
    return { name, ...pinholeOf(camera), cameraFromWorld, centre };
  });
}
