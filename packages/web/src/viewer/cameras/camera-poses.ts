import { type CameraJson, cameraAxes, type Pinhole, poseOf } from '@tiepoint/scene';
import { Matrix4, Quaternion, Vector3 } from 'three';
import { toViewer } from '../world-frame.ts';

/** One photo's camera in the viewer's frame: y up, the camera looks along its own -z, its own y is up. */
export type CameraPose = Pinhole & {
  /** Name of the photo in the bucket. */
  filename: string;
  position: Vector3;
  orientation: Quaternion;
};

/** The cameras of a model. */
export interface CameraSet {
  /** Whether the frame is metres with a known up: from GPS, control points, or a projected system. */
  metric: boolean;
  /** Of a system in feet; default: 1. */
  metresPerUnit?: number;
  poses: CameraPose[];
}

/** The frames of `cameras.json` except `local`, whose scale is arbitrary. */
const METRIC_FRAMES = ['enu', 'projected', 'model'];

/** Parses a `cameras.json`. Throws when it is invalid. */
export function parseCameras(text: string): CameraSet {
  const json: unknown = JSON.parse(text);
  if (!isRecord(json) || !Array.isArray(json.cameras))
    throw new Error('cameras.json has no list of cameras.');
  return {
    metric: isRecord(json.frame) && METRIC_FRAMES.includes(String(json.frame.type)),
    ...metresPerUnitOf(json.frame),
    poses: json.cameras.map((camera: unknown, index) => {
      if (!isCameraJson(camera)) throw new Error(`Camera ${index} in cameras.json is incomplete.`);
      return toPose(camera);
    }),
  };
}

/** Viewing direction of the camera as a unit vector. */
export function viewDirection(pose: CameraPose): Vector3 {
  return new Vector3(0, 0, -1).applyQuaternion(pose.orientation);
}

/** Unit vector toward the upper edge of the photo. */
export function upDirection(pose: CameraPose): Vector3 {
  return new Vector3(0, 1, 0).applyQuaternion(pose.orientation);
}

function metresPerUnitOf(frame: unknown): { metresPerUnit?: number } {
  const unit = isRecord(frame) ? frame.unit : undefined;
  const metres = isRecord(unit) ? unit.metres : undefined;
  return typeof metres === 'number' && metres > 0 && metres !== 1 ? { metresPerUnit: metres } : {};
}

function toPose(camera: CameraJson): CameraPose {
  const { name, position, width, height, fx, fy, cx, cy } = camera;
  const { right, down, ahead } = cameraAxes(poseOf(camera));
  const axes = new Matrix4().makeBasis(toViewer(right), toViewer(down).negate(), toViewer(ahead).negate());
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
