import type { Matrix3 } from './matrix.ts';

/** A rotation as a quaternion w, x, y, z, in COLMAP's order. */
export type Quaternion = readonly [w: number, x: number, y: number, z: number];

/** The rotation matrix of a quaternion, which is normalised first. */
export function rotationFromQuaternion(quaternion: Quaternion): Matrix3 {
  const length = Math.hypot(...quaternion) || 1;
  const [w, x, y, z] = quaternion.map((part) => part / length) as [number, number, number, number];
  return [
    1 - 2 * (y * y + z * z),
    2 * (x * y - w * z),
    2 * (x * z + w * y),
    2 * (x * y + w * z),
    1 - 2 * (x * x + z * z),
    2 * (y * z - w * x),
    2 * (x * z - w * y),
    2 * (y * z + w * x),
    1 - 2 * (x * x + y * y),
  ];
}

/**
 * The unit quaternion of a rotation, computed from its largest component for accuracy.
 * S. Shepperd, "Quaternion from rotation matrix", Journal of Guidance and Control 1 (1978).
 */
export function quaternionFromRotation([xx, xy, xz, yx, yy, yz, zx, zy, zz]: Matrix3): Quaternion {
  const trace = xx + yy + zz;
  // Each is the quaternion times four of its own components; that component's square stands on the diagonal.
  const candidates: Quaternion[] = [
    [1 + trace, zy - yz, xz - zx, yx - xy],
    [zy - yz, 1 + 2 * xx - trace, xy + yx, xz + zx],
    [xz - zx, xy + yx, 1 + 2 * yy - trace, yz + zy],
    [yx - xy, xz + zx, yz + zy, 1 + 2 * zz - trace],
  ];
  const squares = candidates.map((candidate, i) => candidate[i] ?? 0);
  const [w, x, y, z] = candidates[squares.indexOf(Math.max(...squares))] ?? [1, 0, 0, 0];
  const length = Math.hypot(w, x, y, z);
  return [w / length, x / length, y / length, z / length];
}
