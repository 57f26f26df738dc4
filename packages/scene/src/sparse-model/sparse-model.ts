import type { Camera } from '../cameras/camera.ts';
import type { Pose } from '../cameras/pose.ts';

/** A registered photo: one with a pose in the model. */
export interface RegisteredImage extends Pose {
  id: number;
  /** Its path below the image folder, as in COLMAP. */
  name: string;
  cameraId: number;
  /** Pixel coordinates of the keypoints, x and y of each; the centre of the first pixel is (0.5, 0.5). */
  keypoints: Float64Array;
  /** For each keypoint the index of its point in `SparsePoints`, or -1. */
  keypointPoints: Int32Array;
}

/** The tie points, as parallel arrays. */
export interface SparsePoints {
  count: number;
  /** COLMAP's id of each point. */
  ids: Float64Array;
  /** x, y, z of each point. */
  positions: Float64Array;
  /** Red, green, blue of each point. */
  colours: Uint8Array;
  /** Mean reprojection error of each point in pixels. */
  errors: Float64Array;
  /** The track of point `i`, its observations in photos, are the elements `trackStarts[i]` to `trackStarts[i + 1]`. */
  trackStarts: Uint32Array;
  /** For each element of a track the index of its photo in `SparseModel.images`. */
  trackImages: Uint32Array;
  /** For each element of a track the index of the keypoint in its photo. */
  trackKeypoints: Uint32Array;
}

/** The result of structure from motion: cameras, registered photos and tie points. */
export interface SparseModel {
  /** Intrinsics, by COLMAP's ids. */
  cameras: ReadonlyMap<number, Camera>;
  /** In the order of their ids. */
  images: RegisteredImage[];
  points: SparsePoints;
}
