/** COLMAP's camera models that this package can read, with the number of their parameters. */
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

/** One camera: a lens and a sensor, used by one or more photos. */
export interface Camera {
  id: number;
  model: CameraModelName;
  /** Photo size in pixels. */
  width: number;
  height: number;
  /** In the order of COLMAP's documentation for the model; lengths in pixels. */
  params: Float64Array;
}

/** One photo whose place was found. */
export interface RegisteredImage {
  id: number;
  /** As COLMAP knows it: the path below the image folder. */
  name: string;
  cameraId: number;
  /** World to camera, 3 x 3, row by row. Camera axes: x right, y down, z forward. */
  rotation: Float64Array;
  /** World to camera: `x_camera = rotation * x_world + translation`. */
  translation: Float64Array;
  /** The camera's centre in the world. */
  centre: Float64Array;
  /** Pixel positions of the features, x and y by turns; the centre of the first pixel is (0.5, 0.5). */
  featurePixels: Float64Array;
  /** For each feature the index of its point in `SparsePoints`, or -1. */
  featurePoints: Int32Array;
}

/** The triangulated points, as parallel arrays. */
export interface SparsePoints {
  count: number;
  /** x, y, z of each point. */
  positions: Float64Array;
  /** Red, green, blue of each point. */
  colors: Uint8Array;
  /** Mean reprojection error of each point in pixels. */
  errors: Float32Array;
  /** The track of point `i` is `trackImages[trackStarts[i] .. trackStarts[i + 1]]`. */
  trackStarts: Uint32Array;
  /** Indices into `SparseModel.images`. */
  trackImages: Uint32Array;
}

/** What structure from motion found: where the cameras stood, and points of the scene. */
export interface SparseModel {
  cameras: Map<number, Camera>;
  /** In the order of their ids. */
  images: RegisteredImage[];
  points: SparsePoints;
}

/** The focal lengths and principal point of a camera in pixels; its lens distortion is left out. */
export function pinholeOf(camera: Camera): { fx: number; fy: number; cx: number; cy: number } {
  const [first = 0, second = 0, third = 0, fourth = 0] = camera.params;
  switch (camera.model) {
    case 'SIMPLE_PINHOLE':
    case 'SIMPLE_RADIAL':
    case 'RADIAL':
    case 'SIMPLE_RADIAL_FISHEYE':
    case 'RADIAL_FISHEYE':
      return { fx: first, fy: first, cx: second, cy: third };
    default:
      return { fx: first, fy: second, cx: third, cy: fourth };
  }
}
