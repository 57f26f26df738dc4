/** Three numbers: a point or direction, metres unless said otherwise. */
export type Vector3 = readonly [number, number, number];

/** Nine numbers of a 3 x 3 matrix, row by row. */
export type Matrix3 = readonly [number, number, number, number, number, number, number, number, number];

export function subtract(a: Vector3, b: Vector3): Vector3 {
  return [a[0] - b[0], a[1] - b[1], a[2] - b[2]];
}

export function dot(a: Vector3, b: Vector3): number {
  return a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
}

export function cross(a: Vector3, b: Vector3): Vector3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

/** The vector scaled to length 1; the zero vector stays as it is. */
export function normalise(a: Vector3): Vector3 {
  const length = Math.hypot(a[0], a[1], a[2]) || 1;
  return [a[0] / length, a[1] / length, a[2] / length];
}

/** Two unit vectors at right angles to a unit vector and to one another. */
export function perpendicular(axis: Vector3): readonly [Vector3, Vector3] {
  const first = normalise(cross(axis, Math.abs(axis[2]) > 0.9 ? [1, 0, 0] : [0, 0, 1]));
  return [first, cross(axis, first)];
}

/** The product matrix times vector. */
export function rotate(m: Matrix3, v: Vector3): Vector3 {
  return [
    m[0] * v[0] + m[1] * v[1] + m[2] * v[2],
    m[3] * v[0] + m[4] * v[1] + m[5] * v[2],
    m[6] * v[0] + m[7] * v[1] + m[8] * v[2],
  ];
}

export function transpose(m: Matrix3): Matrix3 {
  return [m[0], m[3], m[6], m[1], m[4], m[7], m[2], m[5], m[8]];
}

/** The matrix product a b. */
export function multiply(a: Matrix3, b: Matrix3): Matrix3 {
  const columns = transpose(b);
  const column0: Vector3 = [columns[0], columns[1], columns[2]];
  const column1: Vector3 = [columns[3], columns[4], columns[5]];
  const column2: Vector3 = [columns[6], columns[7], columns[8]];
  const [a0, a3, a6] = rotate(a, column0);
  const [a1, a4, a7] = rotate(a, column1);
  const [a2, a5, a8] = rotate(a, column2);
  return [a0, a1, a2, a3, a4, a5, a6, a7, a8];
}

/** The angle in degrees of the rotation that leads from rotation a to rotation b. */
export function angleBetween(a: Matrix3, b: Matrix3): number {
  const difference = multiply(b, transpose(a));
  // From sine and cosine together: the arc cosine of the trace alone loses all digits at small angles.
  const sine =
    Math.hypot(difference[7] - difference[5], difference[2] - difference[6], difference[3] - difference[1]) /
    2;
  const cosine = (difference[0] + difference[4] + difference[8] - 1) / 2;
  return (Math.atan2(sine, cosine) * 180) / Math.PI;
}
