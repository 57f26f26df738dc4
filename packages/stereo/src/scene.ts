import type { Vector3, View } from '@tiepoint/scene';

/** An undistorted photo with its pose. Its maps have its name. */
export interface StereoView extends View {
  photoPath: string;
}

/** A tie point, with the indices of the views that observe it. */
export interface StereoPoint {
  /** In the unit of the sparse model. */
  position: Vector3;
  /** Mean reprojection error in pixels. */
  error: number;
  views: readonly number[];
}

/** Photos and tie points of one model. */
export interface StereoScene {
  views: readonly StereoView[];
  points: readonly StereoPoint[];
}
