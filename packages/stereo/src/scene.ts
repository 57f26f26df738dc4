/** Three coordinates: metres, or whatever unit the sparse model has. */
export type Vector = readonly [number, number, number];

/** A 3 × 3 matrix, row by row. */
export type Matrix = readonly [number, number, number, number, number, number, number, number, number];

/** A photo without lens distortion, with where it was taken. */
export interface StereoView {
  /** The photo's file name: names its maps. */
  name: string;
  photoPath: string;
  /** Pixels of the photo that the lens below is given for. */
  width: number;
  height: number;
  /** Focal lengths and principal point in pixels, from the upper left corner of the upper left pixel. */
  focalX: number;
  focalY: number;
  centreX: number;
  centreY: number;
  /** From the world to the camera: x right, y down, z ahead. */
  rotation: Matrix;
  translation: Vector;
}

/** A sparse point: where it is, and in which views (as indices) it was found. */
export interface StereoPoint {
  position: Vector;
  /** Mean reprojection error in pixels. */
  error: number;
  views: readonly number[];
}

/** Photos and sparse points of one model. */
export interface StereoScene {
  views: readonly StereoView[];
  points: readonly StereoPoint[];
}

/** Where a point lies in a view's camera frame. */
export function toCamera({ rotation: r, translation: t }: StereoView, [x, y, z]: Vector): Vector {
  return [
    r[0] * x + r[1] * y + r[2] * z + t[0],
    r[3] * x + r[4] * y + r[5] * z + t[1],
    r[6] * x + r[7] * y + r[8] * z + t[2],
  ];
}

/** Where a view's camera stands in the world. */
export function cameraCentre({ rotation: r, translation: t }: StereoView): Vector {
  return [
    -(r[0] * t[0] + r[3] * t[1] + r[6] * t[2]),
    -(r[1] * t[0] + r[4] * t[1] + r[7] * t[2]),
    -(r[2] * t[0] + r[5] * t[1] + r[8] * t[2]),
  ];
}
