import {
  Box3,
  type BufferGeometry,
  type Material,
  Mesh,
  type Object3D,
  Points,
  Sphere,
  Texture,
  Vector3,
} from 'three';
import { CameraFrusta } from './cameras/camera-frusta.ts';
import type { CameraPose, CameraSet } from './cameras/camera-poses.ts';
import { frustumDepth } from './cameras/frustum-geometry.ts';
import { type Model, verticesOf } from './loading/load-model.ts';
import { pointsOf } from './loading/load-points.ts';
import { sceneBounds } from './scene-bounds.ts';

/** Layers that can be shown and hidden. */
export type Layer = 'model' | 'cameras' | 'points';

/** Everything drawn, with its bounds; missing parts are null. */
export interface SceneContent {
  model: Model | null;
  cameras: CameraSet | null;
  frusta: CameraFrusta | null;
  points: Points<BufferGeometry> | null;
  /** Around the bulk of the model, for fitting a view. */
  bounds: Box3;
  /** Around everything drawn, for fitting the depth range. */
  sphere: Sphere;
}

/** Assembles the loaded parts; throws when there is neither a model nor points. */
export function createSceneContent(
  model: Model | null,
  points: Points<BufferGeometry> | null,
  cameras: CameraSet | null,
): SceneContent {
  const bounds = (model && sceneBounds(verticesOf(model.group))) ?? (points && sceneBounds(pointsOf(points)));
  if (!bounds) throw new Error('The model is empty.');
  const poses = cameras?.poses ?? [];
  const radius = bounds.getSize(new Vector3()).length() / 2;
  const depth = frustumDepth(
    poses.map((pose) => pose.position),
    radius,
  );
  return {
    model,
    cameras,
    frusta: poses.length > 0 ? new CameraFrusta(poses, depth) : null,
    points,
    bounds,
    sphere: sphereAround(bounds, [model?.group, points], poses),
  };
}

/** Frees the GPU resources of the object and all below it. */
export function disposeObject(root: Object3D): void {
  root.traverse((object) => {
    if (!(object instanceof Mesh || object instanceof Points)) return;
    object.geometry.dispose();
    for (const material of [object.material].flat()) disposeMaterial(material);
  });
}

function disposeMaterial(material: Material): void {
  for (const value of Object.values(material)) if (value instanceof Texture) value.dispose();
  material.dispose();
}

function sphereAround(
  bounds: Box3,
  objects: (Object3D | null | undefined)[],
  poses: readonly CameraPose[],
): Sphere {
  const whole = bounds.clone();
  for (const object of objects) if (object) whole.union(new Box3().setFromObject(object));
  for (const pose of poses) whole.expandByPoint(pose.position);
  return whole.getBoundingSphere(new Sphere());
}
