import { type Box3, MathUtils, Vector3 } from 'three';
import { type CameraPose, type CameraSet, upDirection, viewDirection } from './camera-poses.ts';

/** From where to look at what. */
export type View = {
  position: Vector3;
  target: Vector3;
  /** Degrees across the shorter side of the screen, so that a model keeps its size when the longer one changes. */
  fieldOfView: number;
};

/** Degrees of a normal lens on a screen. */
export const defaultFieldOfView = 38;
/** Direction of the first look at terrain: from the south-south-east, 40° above the horizon. */
const obliqueElevation = 40;
const obliqueAzimuth = 20;
/** Beside and behind the most typical camera, so that its pyramid does not stand before the scene. */
const asideAzimuth = 25;
const stepBack = 1.3;
/** Room left around the model. */
const margin = 1.1;
/** Cosine of the angle to the vertical from which on a camera's own up, not its tilt, says what is up on the screen. */
const steep = Math.cos(MathUtils.degToRad(20));
/** How far off the vertical a view must look, for orbit controls to know which way is up on the screen. */
const leastTilt = 0.002;

/** The first view: obliquely from above where up is known, else as the most typical camera saw the scene. */
export function initialView(bounds: Box3, cameras: CameraSet | null, aspect: number): View {
  const typical = cameras?.georeferenced ? undefined : typicalPose(cameras?.poses ?? []);
  if (!typical) return fitView(bounds, obliqueDirection(), aspect);
  const up = sceneUp(cameras);
  const { position, target } = cameraView(typical, { bounds, up, aspect });
  const offset = position.sub(target).applyAxisAngle(up, MathUtils.degToRad(asideAzimuth));
  return { position: offset.multiplyScalar(stepBack).add(target), target, fieldOfView: defaultFieldOfView };
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
  const halfHeight = pose.height / 2 / pose.fy;
  const halfWidth = pose.width / 2 / pose.fx;
  const half = Math.atan(Math.max(halfHeight, halfWidth / aspect) * Math.min(1, aspect) * margin);
  return { position: pose.position.clone(), target, fieldOfView: MathUtils.radToDeg(half) * 2 };
}

/** Up of the scene: the viewer's y, unless the cameras of an unlevelled scene agree on something else. */
export function sceneUp(cameras: CameraSet | null): Vector3 {
  const y = new Vector3(0, 1, 0);
  if (!cameras || cameras.georeferenced || cameras.poses.length === 0) return y;
  const mean = cameras.poses.reduce((sum, pose) => sum.add(upDirection(pose)), new Vector3()).normalize();
  const agrees = mean.dot(y) > Math.cos(MathUtils.degToRad(60));
  return agrees || mean.lengthSq() === 0 ? y : mean;
}

/** The nearest position from which the whole box is on the screen when looking along `direction`. */
export function fitView(bounds: Box3, direction: Vector3, aspect: number): View {
  const target = bounds.getCenter(new Vector3());
  const right = new Vector3().crossVectors(direction, new Vector3(0, 1, 0)).normalize();
  const up = new Vector3().crossVectors(right, direction);
  const tanV = Math.tan(MathUtils.degToRad(verticalFieldOfView(defaultFieldOfView, aspect) / 2)) / margin;
  const tanH = tanV * aspect;
  let distance = 0;
  for (const corner of corners(bounds)) {
    const offset = corner.sub(target);
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
    fieldOfView: defaultFieldOfView,
  };
}

/** Degrees from the upper to the lower edge of a screen, from those across its shorter side. */
export function verticalFieldOfView(fieldOfView: number, aspect: number): number {
  const tan = Math.tan(MathUtils.degToRad(fieldOfView / 2)) / Math.min(1, aspect);
  return 2 * MathUtils.radToDeg(Math.atan(tan));
}

/**
 * The camera's direction, or where it looks steeply down or up the nearest one that has the photo's upper edge
 * at the top of the screen: orbit controls have no roll, their screen's up follows from the tilt.
 */
function orbitDirection(pose: CameraPose, up: Vector3): Vector3 {
  const forward = viewDirection(pose);
  const rise = forward.dot(up);
  if (Math.abs(rise) < steep) return forward;
  const heading = upDirection(pose).projectOnPlane(up).normalize().multiplyScalar(-Math.sign(rise));
  const tilt = Math.max(forward.dot(heading), leastTilt);
  return heading.multiplyScalar(tilt).addScaledVector(up, rise).normalize();
}

function obliqueDirection(): Vector3 {
  const elevation = MathUtils.degToRad(obliqueElevation);
  const azimuth = MathUtils.degToRad(obliqueAzimuth);
  const level = Math.cos(elevation);
  return new Vector3(-level * Math.sin(azimuth), -Math.sin(elevation), -level * Math.cos(azimuth));
}

/** The camera whose direction agrees best with all the others'. */
function typicalPose(poses: readonly CameraPose[]): CameraPose | undefined {
  const sum = poses.reduce((total, pose) => total.add(viewDirection(pose)), new Vector3());
  return poses.toSorted((a, b) => viewDirection(b).dot(sum) - viewDirection(a).dot(sum))[0];
}

function corners({ min, max }: Box3): Vector3[] {
  return [min.x, max.x].flatMap((x) =>
    [min.y, max.y].flatMap((y) => [min.z, max.z].map((z) => new Vector3(x, y, z))),
  );
}
