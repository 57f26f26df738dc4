import type { Vector3, View } from '@tiepoint/scene';

/** A photo without lens distortion, with where it was taken. Its name names its maps. */
export interface StereoView extends View {
  photoPath: string;
}

/** A sparse point: where it is, and in which views (as indices) it was found. */
export interface StereoPoint {
  /** In metres, or whatever unit the sparse model has. */
  position: Vector3;
  /** Mean reprojection error in pixels. */
  error: number;
  views: readonly number[];
}

/** Photos and sparse points of one model. */
export interface StereoScene {
  views: readonly StereoView[];
  points: readonly StereoPoint[];
}
