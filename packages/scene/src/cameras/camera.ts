/** COLMAP's camera models, by their numbers in its files, with the number of their parameters. */
export const CAMERA_MODELS = [
  { name: 'SIMPLE_PINHOLE', parameterCount: 3 },
  { name: 'PINHOLE', parameterCount: 4 },
  { name: 'SIMPLE_RADIAL', parameterCount: 4 },
  { name: 'RADIAL', parameterCount: 5 },
  { name: 'OPENCV', parameterCount: 8 },
  { name: 'OPENCV_FISHEYE', parameterCount: 8 },
  { name: 'FULL_OPENCV', parameterCount: 12 },
  { name: 'FOV', parameterCount: 5 },
  { name: 'SIMPLE_RADIAL_FISHEYE', parameterCount: 4 },
  { name: 'RADIAL_FISHEYE', parameterCount: 5 },
  { name: 'THIN_PRISM_FISHEYE', parameterCount: 12 },
] as const;

/** The name of a camera model, as COLMAP spells it. */
export type CameraModelName = (typeof CAMERA_MODELS)[number]['name'];

/** The intrinsics of one or more photos: camera model, photo size, focal length, principal point, lens distortion. */
export interface Camera {
  model: CameraModelName;
  /** Photo size in pixels. */
  width: number;
  height: number;
  /**
   * In the order of COLMAP's documentation of the model: focal lengths and principal point in pixels, then distortion.
   * Source: https://colmap.github.io/cameras.html
   */
  params: readonly number[];
}

/**
 * A camera without lens distortion. Pixels: (0, 0) is the upper left corner of the photo, so the first pixel's centre is
 * (0.5, 0.5).
 */
export interface Pinhole {
  /** Photo size in pixels. */
  width: number;
  height: number;
  /** Focal lengths in pixels. */
  fx: number;
  fy: number;
  /** Principal point in pixels. */
  cx: number;
  cy: number;
}

/** The intrinsics of a camera without its lens distortion. */
export function pinholeOf({ model, width, height, params }: Camera): Pinhole {
  const [first = 0, second = 0, third = 0, fourth = 0] = params;
  switch (model) {
    case 'SIMPLE_PINHOLE':
    case 'SIMPLE_RADIAL':
    case 'RADIAL':
    case 'SIMPLE_RADIAL_FISHEYE':
    case 'RADIAL_FISHEYE':
      return { width, height, fx: first, fy: first, cx: second, cy: third };
    default:
      return { width, height, fx: first, fy: second, cx: third, cy: fourth };
  }
}
