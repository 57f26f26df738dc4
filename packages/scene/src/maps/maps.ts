/** How far ahead of its camera lies what a photo shows, pixel by pixel. */
export interface DepthMap {
  /** Pixels of the map, which may be smaller than the photo. */
  width: number;
  height: number;
  /**
   * Along the camera's axis, in the model's unit, row by row; 0 where nothing is known. COLMAP takes a value to be that of
   * the pixel's upper left corner.
   */
  depths: Float32Array;
}

/** Which way the surface faces that a photo shows, pixel by pixel. */
export interface NormalMap {
  width: number;
  height: number;
  /**
   * Unit vectors in the camera's axes, toward the camera; 0 where nothing is known. Three planes: all x, all y, all z,
   * each row by row.
   */
  normals: Float32Array;
}
