/** A point or direction: x, y and z, in the unit of its frame. */
export type Vector3 = readonly [number, number, number];

/** The sum a + b. */
export function add(a: Vector3, b: Vector3): Vector3 {
  return [a[0] + b[0], a[1] + b[1], a[2] + b[2]];
}

/** The difference a - b. */
export function subtract(a: Vector3, b: Vector3): Vector3 {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

/** The dot product. */
export function dot(a: Vector3, b: Vector3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

/** The cross product. */
export function cross(a: Vector3, b: Vector3): Vector3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

/** The length of a vector. */
export function lengthOf([x, y, z]: Vector3): number {
  return Math.hypot(x, y, z);
}

/** The vector scaled to length 1; the zero vector stays as it is. */
export function normalise(vector: Vector3): Vector3 {
  const length = lengthOf(vector) || 1;
  return [vector[0] / length, vector[1] / length, vector[2] / length];
}

/** Two unit vectors perpendicular to a unit vector and to one another. */
export function perpendicular(axis: Vector3): readonly [Vector3, Vector3] {
  const first = normalise(cross(axis, Math.abs(axis[2]) > 0.9 ? [1, 0, 0] : [0, 0, 1]));
  return [first, cross(axis, first)];
}

/** The angle between two unit vectors, 0 to 180 degrees. */
export function degreesBetween(a: Vector3, b: Vector3): number {
  return (Math.acos(Math.min(1, Math.max(-1, dot(a, b)))) * 180) / Math.PI;
}
