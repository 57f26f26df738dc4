import { pinholeOf, type SparseModel } from '../sparse-model/sparse-model.ts';

/** One undistorted photo and where it was taken from. */
export interface View {
  /** The photo's path below the photo folder. */
  name: string;
  /** Photo size in pixels. */
  width: number;
  height: number;
  fx: number;
  fy: number;
  cx: number;
  cy: number;
  /** World to camera, 3 x 3, row by row. */
  rotation: Float64Array;
  translation: Float64Array;
  centre: Float64Array;
}

/** Where points of the world fall in a photo: for each point pixel x, pixel y and depth (0 or less: behind). */
export type Projection = Float32Array;

/** The views of a model of undistorted photos; throws an Error if a camera still has lens distortion. */
export function viewsOf({ cameras, images }: SparseModel): View[] {
  return images.map(({ name, cameraId, rotation, translation, centre }) => {
    const camera = cameras.get(cameraId);
    if (!camera) throw new Error(`${name} refers to camera ${cameraId}, which is not in the model`);
    if (camera.model !== 'PINHOLE' && camera.model !== 'SIMPLE_PINHOLE') {
      throw new Error(`${name} is not undistorted: its camera is ${camera.model}, wanted is PINHOLE`);
    }
    const { width, height } = camera;
    return { name, width, height, ...pinholeOf(camera), rotation, translation, centre };
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

/** Projects points (x, y, z by turns) into a view's photo. */
export function projectPoints(view: View, positions: Float32Array): Projection {
  const { rotation, translation, fx, fy, cx, cy } = view;
  const [r0, r1, r2, r3, r4, r5, r6, r7, r8] = rotation as unknown as number[] & { length: 9 };
  const [tx, ty, tz] = translation;
  const projection = new Float32Array(positions.length);
  for (let at = 0; at < positions.length; at += 3) {
    const x = positions[at]!;
    const y = positions[at + 1]!;
    const z = positions[at + 2]!;
    const depth = r6! * x + r7! * y + r8! * z + tz!;
    projection[at] = (fx * (r0! * x + r1! * y + r2! * z + tx!)) / depth + cx;
    projection[at + 1] = (fy * (r3! * x + r4! * y + r5! * z + ty!)) / depth + cy;
    projection[at + 2] = depth;
  }
  return projection;
}
