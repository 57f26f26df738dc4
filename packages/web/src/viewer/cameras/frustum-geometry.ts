import { Vector3 } from 'three';
import type { CameraPose } from './camera-poses.ts';

/** The corners of a camera's frustum in the viewer's frame. */
export interface FrustumCorners {
  apex: Vector3;
  /** Of the image plane: top left, top right, bottom right, bottom left of the photo. */
  image: [Vector3, Vector3, Vector3, Vector3];
}

/** Depth of a frustum relative to the distance between neighbouring cameras, so that they do not overlap. */
const DEPTH_PER_SPACING = 0.45;
/** Limits of a frustum's depth relative to the scene's radius. */
const DEPTH_PER_RADIUS = { min: 0.015, max: 0.1 };

/** Number of sampled cameras: the median of this many distances is stable enough. */
const MAX_PROBES = 200;

/** The frustum of a camera with the image plane at `depth`. */
export function frustumCorners(pose: CameraPose, depth: number): FrustumCorners {
  const corner = (u: number, v: number) =>
    new Vector3(((u - pose.cx) / pose.fx) * depth, -((v - pose.cy) / pose.fy) * depth, -depth)
      .applyQuaternion(pose.orientation)
      .add(pose.position);
  const { width, height } = pose;
  return {
    apex: pose.position.clone(),
    image: [corner(0, 0), corner(width, 0), corner(width, height), corner(0, height)],
  };
}

/** The 8 edges of the frusta as pairs of points, 48 numbers each. */
export function frustumEdges(frusta: readonly FrustumCorners[]): number[] {
  return frusta.flatMap(({ apex, image: [a, b, c, d] }) =>
    [a, b, b, c, c, d, d, a, apex, a, apex, b, apex, c, apex, d].flatMap((point) => point.toArray()),
  );
}

/** Depth of the frusta: by the typical distance to the next camera, within limits of the scene's size. */
export function frustumDepth(positions: readonly Vector3[], sceneRadius: number): number {
  const stride = Math.ceil(positions.length / MAX_PROBES);
  const nearest = positions
    .filter((_, index) => index % stride === 0)
    .map((position) => nearestDistance(position, positions))
    .filter(Number.isFinite)
    .sort((a, b) => a - b);
  const spacing = nearest[Math.floor(nearest.length / 2)] ?? sceneRadius;
  const { min, max } = DEPTH_PER_RADIUS;
  return Math.min(Math.max(spacing * DEPTH_PER_SPACING, sceneRadius * min), sceneRadius * max);
}

function nearestDistance(position: Vector3, positions: readonly Vector3[]): number {
  let nearest = Number.POSITIVE_INFINITY;
  for (const other of positions) {
    if (other !== position) nearest = Math.min(nearest, position.distanceTo(other));
  }
  return nearest;
}
