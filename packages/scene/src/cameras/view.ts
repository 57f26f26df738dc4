import type { SparseModel } from '../sparse-model/sparse-model.ts';
import { type Pinhole, pinholeOf } from './camera.ts';
import type { Pose } from './pose.ts';

/** An undistorted photo, with where it was taken. */
export interface View extends Pinhole, Pose {
  /** The photo's path below the photo folder. */
  name: string;
}

/** The views of a model of undistorted photos; throws an Error if a camera still has lens distortion. */
export function viewsOf({ cameras, images }: SparseModel): View[] {
  return images.map(({ name, cameraId, cameraFromWorld, centre }) => {
    const camera = cameras.get(cameraId);
    if (!camera) throw new Error(`${name} refers to camera ${cameraId}, which is not in the model`);
    if (camera.model !== 'PINHOLE' && camera.model !== 'SIMPLE_PINHOLE') {
      throw new Error(`${name} is not undistorted: its camera is ${camera.model}, wanted is PINHOLE`);
    }
    return { name, ...pinholeOf(camera), cameraFromWorld, centre };
  });
}

/** The same view on a photo of another size; the size is rounded to whole pixels. */
export function resizeView(view: View, scale: number): View {
  const width = Math.max(1, Math.round(view.width * scale));
  const height = Math.max(1, Math.round(view.height * scale));
  const sx = width / view.width;
  const sy = height / view.height;
  return { ...view, width, height, fx: view.fx * sx, fy: view.fy * sy, cx: view.cx * sx, cy: view.cy * sy };
}
