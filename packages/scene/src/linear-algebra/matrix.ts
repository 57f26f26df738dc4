import type { Vector3 } from './vector.ts';

/** A 3 x 3 matrix, row by row. */
export type Matrix3 = readonly [number, number, number, number, number, number, number, number, number];

/** The product of a matrix and a vector. */
export function apply(m: Matrix3, v: Vector3): Vector3 {
  return [
    m[0] * v[0] + m[1] * v[1] + m[2] * v[2],
    m[3] * v[0] + m[4] * v[1] + m[5] * v[2],
    m[6] * v[0] + m[7] * v[1] + m[8] * v[2],
  ];
}

/** The matrix with its rows as columns: the inverse of a rotation. */
export function transpose(m: Matrix3): Matrix3 {
  return [m[0], m[3], m[6], m[1], m[4], m[7], m[2], m[5], m[8]];
}

/** The matrix product a b. */
export function multiply(a: Matrix3, b: Matrix3): Matrix3 {
  const [a0, a3, a6] = apply(a, [b[0], b[3], b[6]]);
  const [a1, a4, a7] = apply(a, [b[1], b[4], b[7]]);
  const [a2, a5, a8] = apply(a, [b[2], b[5], b[8]]);
  return [a0, a1, a2, a3, a4, a5, a6, a7, a8];
}

/** The angle in degrees between two rotations. */
export function degreesBetweenRotations(a: Matrix3, b: Matrix3): number {
  const difference = multiply(b, transpose(a));
  // From sine and cosine: the arc cosine of the trace is inaccurate at small angles.
  const sine =
    Math.hypot(difference[7] - difference[5], difference[2] - difference[6], difference[3] - difference[1]) /
    2;
  const cosine = (difference[0] + difference[4] + difference[8] - 1) / 2;
  return (Math.atan2(sine, cosine) * 180) / Math.PI;
}
