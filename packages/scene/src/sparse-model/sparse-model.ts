import type { Camera } from '../cameras/camera.ts';
import type { Pose } from '../cameras/pose.ts';

/** One photo whose place was found. */
export interface RegisteredImage extends Pose {
  id: number;
  /** As COLMAP knows it: the path below the image folder. */
  name: string;
  cameraId: number;
  /** Pixel positions of the features, x and y by turns; the centre of the first pixel is (0.5, 0.5). */
  featurePixels: Float64Array;
  /** For each feature the index of its point in `SparsePoints`, or -1. */
  featurePoints: Int32Array;
}

/** The triangulated points, as parallel arrays. */
export interface SparsePoints {
  count: number;
  /** COLMAP's id of each point. */
  ids: Float64Array;
  /** x, y, z of each point. */
  positions: Float64Array;
  /** Red, green, blue of each point. */
  colors: Uint8Array;
  /** Mean reprojection error of each point in pixels. */
  errors: Float64Array;
  /** The track of point `i`, its observations in photos, are the elements `trackStarts[i]` to `trackStarts[i + 1]`. */
  trackStarts: Uint32Array;
  /** For each element of a track the index of its photo in `SparseModel.images`. */
  trackImages: Uint32Array;
  /** For each element of a track the number of the feature in its photo. */
  trackFeatures: Uint32Array;
}

/** What structure from motion found: where the cameras stood, and points of the scene. */
export interface SparseModel {
  /** By COLMAP's ids. */
  cameras: ReadonlyMap<number, Camera>;
  /** In the order of their ids. */
  images: RegisteredImage[];
  points: SparsePoints;
}
