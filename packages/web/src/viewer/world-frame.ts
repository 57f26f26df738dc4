import { Matrix4, Vector3 } from 'three';

/** The model's world is z-up (x east, y north where there is GPS); the viewer, as glTF, is y-up. */
export const worldToViewer: Matrix4 = new Matrix4().set(1, 0, 0, 0, 0, 0, 1, 0, 0, -1, 0, 0, 0, 0, 0, 1);

/** A point or direction `[x, y, z]` of the z-up world as `(x, z, -y)` of the viewer. */
export function toViewer(vector: readonly number[]): Vector3 {
  return new Vector3().fromArray(vector).applyMatrix4(worldToViewer);
}
