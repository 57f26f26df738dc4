import { Matrix4, Quaternion, Vector3 } from 'three';
import { toViewer } from '../world-frame.ts';

/** One photo's camera in the viewer's frame: y up, the camera looks along its own -z, its own y is up. */
export type CameraPose = {
  /** Name of the photo in the bucket. */
  filename: string;
  position: Vector3;
  orientation: Quaternion;
  /** Pixels. */
  width: number;
  height: number;
  /** Focal lengths and principal point in pixels. */
  fx: number;
  fy: number;
  cx: number;
  cy: number;
};

/** The cameras of a model. */
export type CameraSet = {
  /** Whether the frame is metres with a known up: from GPS, control points, or a projected system. */
  metric: boolean;
  poses: CameraPose[];
};

/** The frames of `cameras.json` but for `local`, whose scale means nothing. */
const metricFrames = ['enu', 'projected', 'model'];

type CameraJson = {
  name: string;
  position: number[];
  rotation: number[];
  width: number;
  height: number;
  fx: number;
  fy: number;
  cx: number;
  cy: number;
};

/**
 * Reads `cameras.json`: positions in the z-up world, `rotation` row-major world-to-camera with OpenCV axes
 * (x right, y down, z forward). Throws when the text is something else.
 */
export function parseCameras(text: string): CameraSet {
  const json: unknown = JSON.parse(text);
  if (!isRecord(json) || !Array.isArray(json.cameras))
    throw new Error('cameras.json holds no list of cameras.');
  return {
    metric: isRecord(json.frame) && metricFrames.includes(String(json.frame.type)),
    poses: json.cameras.map((camera: unknown, index) => {
      if (!isCameraJson(camera)) throw new Error(`Camera ${index} in cameras.json is incomplete.`);
      return toPose(camera);
    }),
  };
}

/** Unit vector in which the camera looks. */
export function viewDirection(pose: CameraPose): Vector3 {
  return new Vector3(0, 0, -1).applyQuaternion(pose.orientation);
}

/** Unit vector toward the upper edge of the photo. */
export function upDirection(pose: CameraPose): Vector3 {
  return new Vector3(0, 1, 0).applyQuaternion(pose.orientation);
}

function toPose({ name, position, rotation, width, height, fx, fy, cx, cy }: CameraJson): CameraPose {
  // The rows of a world-to-camera rotation are the camera's axes in the world.
  const right = toViewer(rotation.slice(0, 3));
  const down = toViewer(rotation.slice(3, 6));
  const forward = toViewer(rotation.slice(6, 9));
  const axes = new Matrix4().makeBasis(right, down.negate(), forward.negate());
  return {
    filename: name,
    position: toViewer(position),
    orientation: new Quaternion().setFromRotationMatrix(axes),
    width,
    height,
    fx,
    fy,
    cx,
    cy,
  };
}

function isCameraJson(value: unknown): value is CameraJson {
  return (
    isRecord(value) &&
    typeof value.name === 'string' &&
    isNumbers(value.position, 3) &&
    isNumbers(value.rotation, 9) &&
    isNumbers([value.width, value.height, value.fx, value.fy, value.cx, value.cy], 6)
  );
}

function isNumbers(value: unknown, length: number): boolean {
  return Array.isArray(value) && value.length === length && value.every(Number.isFinite);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
