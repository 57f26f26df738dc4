import { type Box3, MathUtils, Vector3 } from 'three';
import { type CameraPose, type CameraSet, upDirection, viewDirection } from './cameras/camera-poses.ts';

/** An eye position and a target. */
export interface View {
  position: Vector3;
  target: Vector3;
  /** The up direction on the screen: the scene's own, except for a rolled view. */
  up: Vector3;
  /** Field of view of the shorter side of the screen, so that a model keeps its size when the longer one changes. */
  fieldOfView: number;
}

/** Field of view of a normal lens. */
export const DEFAULT_FIELD_OF_VIEW_DEGREES = 38;
/** Direction of the first view of terrain: from the south-south-east, 40° above the horizon. */
const OBLIQUE_ELEVATION_DEGREES = 40;
const OBLIQUE_AZIMUTH_DEGREES = 20;
/** Height of the target between the scene (0) and its cameras (1), so that both fill the screen. */
const TARGET_RISE = 0.25;
/** Beside and behind the most typical camera, so that its frustum does not hide the scene. */
const ASIDE_AZIMUTH_DEGREES = 25;
const STEP_BACK = 1.3;
/** Margin around the model. */
const MARGIN = 1.1;
/** Cosine of the angle to the vertical: for steeper views a camera's own up direction is up on the screen. */
const STEEP_COSINE = Math.cos(MathUtils.degToRad(20));
/** Cosine up to which a view is level enough to be shown upright, like thumbnails, regardless of the camera's roll. */
const LEVEL_COSINE = 0.5;
/** Minimum tilt from the vertical, without which orbit controls have no up direction. */
const MIN_TILT = 0.002;

/** The first view: obliquely from above if up is known, else from the most typical camera. */
export function initialView(bounds: Box3, cameras: CameraSet | null, aspect: number): View {
  const typical = cameras?.metric ? undefined : typicalPose(cameras?.poses ?? []);
  if (!typical) return fitView(bounds, camerasNear(bounds, cameras), aspect);
  const up = sceneUp(cameras);
  const { target } = cameraView(typical, { bounds, up, aspect });
  const offset = typical.position
    .clone()
    .sub(target)
    .applyAxisAngle(up, MathUtils.degToRad(ASIDE_AZIMUTH_DEGREES));
  const position = offset.multiplyScalar(STEP_BACK).add(target);
  return { position, target, up, fieldOfView: DEFAULT_FIELD_OF_VIEW_DEGREES };
}

/** The view through a photo's camera, wide enough for the whole photo; `up` is the scene's. */
export function cameraView(
  pose: CameraPose,
  { bounds, up, aspect }: { bounds: Box3; up: Vector3; aspect: number },
): View {
  const direction = orbitDirection(pose, up);
  const depth = bounds.getCenter(new Vector3()).sub(pose.position).dot(direction);
  const leastDepth = bounds.getSize(new Vector3()).length() * 0.05;
  const target = pose.position.clone().addScaledVector(direction, Math.max(depth, leastDepth));
  const photoUp = upDirection(pose);
  const upright = Math.abs(direction.dot(up)) < LEVEL_COSINE;
  const roll = upright ? photoUp.angleTo(up.clone().projectOnPlane(direction)) : 0;
  const half = Math.atan(halfExtent(pose, roll, aspect) * MARGIN);
  return {
    position: pose.position.clone(),
    target,
    up: upright ? up.clone() : photoUp,
    fieldOfView: 2 * MathUtils.radToDeg(half),
  };
}

/** Up of the scene: the viewer's y, unless the cameras of an unlevelled scene agree on another direction. */
export function sceneUp(cameras: CameraSet | null): Vector3 {
  const y = new Vector3(0, 1, 0);
  if (!cameras || cameras.metric || cameras.poses.length === 0) return y;
  const mean = cameras.poses.reduce((sum, pose) => sum.add(upDirection(pose)), new Vector3()).normalize();
  const agrees = mean.dot(y) > Math.cos(MathUtils.degToRad(60));
  return agrees || mean.lengthSq() === 0 ? y : mean;
}

/** The nearest oblique view that shows the whole box and all cameras. */
function fitView(bounds: Box3, cameras: readonly Vector3[], aspect: number): View {
  const direction = obliqueDirection();
  const target = bounds.getCenter(new Vector3());
  const height = cameras.reduce((sum, { y }) => sum + y, 0) / cameras.length - target.y;
  if (height > 0) target.y += height * TARGET_RISE;
  const right = new Vector3().crossVectors(direction, new Vector3(0, 1, 0)).normalize();
  const up = new Vector3().crossVectors(right, direction);
  const tanV =
    Math.tan(MathUtils.degToRad(verticalFieldOfView(DEFAULT_FIELD_OF_VIEW_DEGREES, aspect) / 2)) / MARGIN;
  const tanH = tanV * aspect;
  let distance = 0;
  for (const point of [...corners(bounds), ...cameras]) {
    const offset = point.clone().sub(target);
    const toward = -offset.dot(direction);
    distance = Math.max(
      distance,
      toward + Math.abs(offset.dot(right)) / tanH,
      toward + Math.abs(offset.dot(up)) / tanV,
    );
  }
  return {
    position: target.clone().addScaledVector(direction, -distance),
    target,
    up: new Vector3(0, 1, 0),
    fieldOfView: DEFAULT_FIELD_OF_VIEW_DEGREES,
  };
}

/** The vertical field of view of a screen, from that of its shorter side, in degrees. */
export function verticalFieldOfView(fieldOfView: number, aspect: number): number {
  const tan = Math.tan(MathUtils.degToRad(fieldOfView / 2)) / Math.min(1, aspect);
  return 2 * MathUtils.radToDeg(Math.atan(tan));
}

/** Tangent of half the field of view of the screen's shorter side that a photo rolled by `roll` radians needs. */
function halfExtent(pose: CameraPose, roll: number, aspect: number): number {
  const halfWidth = pose.width / 2 / pose.fx;
  const halfHeight = pose.height / 2 / pose.fy;
  const [cos, sin] = [Math.abs(Math.cos(roll)), Math.abs(Math.sin(roll))];
  const across = cos * halfWidth + sin * halfHeight;
  const upward = cos * halfHeight + sin * halfWidth;
  return Math.max(upward, across / aspect) * Math.min(1, aspect);
}

/**
 * The camera's direction; for a steep camera the nearest one with the photo's upper edge at the top of the screen:
 * orbit controls have no roll, their up direction follows from the tilt.
 */
function orbitDirection(pose: CameraPose, up: Vector3): Vector3 {
  const forward = viewDirection(pose);
  const rise = forward.dot(up);
  if (Math.abs(rise) < STEEP_COSINE) return forward;
  const heading = upDirection(pose).projectOnPlane(up).normalize().multiplyScalar(-Math.sign(rise));
  const tilt = Math.max(forward.dot(heading), MIN_TILT);
  return heading.multiplyScalar(tilt).addScaledVector(up, rise).normalize();
}

/** Positions of the cameras, without those so far away that the scene would become small. */
function camerasNear(bounds: Box3, cameras: CameraSet | null): Vector3[] {
  const reach = bounds.getSize(new Vector3()).length();
  return (cameras?.poses ?? [])
    .map((pose) => pose.position)
    .filter((position) => bounds.distanceToPoint(position) < reach);
}

function obliqueDirection(): Vector3 {
  const elevation = MathUtils.degToRad(OBLIQUE_ELEVATION_DEGREES);
  const azimuth = MathUtils.degToRad(OBLIQUE_AZIMUTH_DEGREES);
  const level = Math.cos(elevation);
  return new Vector3(-level * Math.sin(azimuth), -Math.sin(elevation), -level * Math.cos(azimuth));
}

/** The camera whose direction agrees best with those of all others. */
function typicalPose(poses: readonly CameraPose[]): CameraPose | undefined {
  const sum = poses.reduce((total, pose) => total.add(viewDirection(pose)), new Vector3());
  return poses.toSorted((a, b) => viewDirection(b).dot(sum) - viewDirection(a).dot(sum))[0];
}

function corners({ min, max }: Box3): Vector3[] {
  return [min.x, max.x].flatMap((x) =>
    [min.y, max.y].flatMap((y) => [min.z, max.z].map((z) => new Vector3(x, y, z))),
  );
}
