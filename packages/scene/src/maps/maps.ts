/** The depth of each pixel of a photo. */
export interface DepthMap {
  /** Pixels of the map, which may be smaller than the photo. */
  width: number;
  height: number;
  /**
   * Along the optical axis, in the model's unit, row by row; 0 where unknown. COLMAP takes a value as the depth at the
   * pixel's upper left corner.
   */
  depths: Float32Array;
}

/** The surface normal of each pixel of a photo. */
export interface NormalMap {
  width: number;
  height: number;
  /**
   * Unit vectors in camera coordinates, toward the camera; 0 where unknown. Three channels: all x, all y, all z, each row
   * by row.
   */
  normals: Float32Array;
}
