import type { Pinhole } from './camera.ts';
import type { Pose } from './pose.ts';

/** An undistorted photo: pinhole intrinsics and pose. */
export interface View extends Pinhole, Pose {
  /** The photo's path below the photo folder. */
  name: string;
}

/** The same view with its photo scaled by `scale`; the size is rounded to whole pixels. */
export function resizeView(view: View, scale: number): View {
  const width = Math.max(1, Math.round(view.width * scale));
  const height = Math.max(1, Math.round(view.height * scale));
  const sx = width / view.width;
  const sy = height / view.height;
  return { ...view, width, height, fx: view.fx * sx, fy: view.fy * sy, cx: view.cx * sx, cy: view.cy * sy };
}
