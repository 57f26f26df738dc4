import { cross, type Matrix3, normalise, type Vector3 } from '@tiepoint/scene';

/** The rotation by a vector's length in radians around its direction. Source: O. Rodrigues (1840). */
export function rotationAround(vector: Vector3): Matrix3 {
  const angle = Math.hypot(...vector);
  const [x, y, z] = normalise(vector);
  const [sine, cosine] = [Math.sin(angle), Math.cos(angle)];
  const rest = 1 - cosine;
  return [
    ...([cosine + x * x * rest, x * y * rest - z * sine, x * z * rest + y * sine] as const),
    ...([y * x * rest + z * sine, cosine + y * y * rest, y * z * rest - x * sine] as const),
    ...([z * x * rest - y * sine, z * y * rest + x * sine, cosine + z * z * rest] as const),
  ];
}

/** A rotation that takes a direction to z. */
export function rotationToZ(up: Vector3): Matrix3 {
  const second = normalise(cross(up, Math.abs(up[0]) < 0.9 ? [1, 0, 0] : [0, 1, 0]));
  return [...cross(second, up), ...second, ...up];
}
