import { addOuterProduct, type Symmetric3 } from './symmetric-eigen.ts';
import type { Vector3 } from './vector.ts';

/** The normal equations of a least-squares problem with three unknowns. */
export interface NormalEquations {
  matrix: Symmetric3;
  right: [number, number, number];
}

/** Normal equations without any observation. */
export function emptyEquations(): NormalEquations {
  return { matrix: [0, 0, 0, 0, 0, 0], right: [0, 0, 0] };
}

/** Adds the observation equation row · unknowns = value. */
export function addEquation({ matrix, right }: NormalEquations, row: Vector3, value: number): void {
  addOuterProduct(matrix, row);
  right[0] += row[0] * value;
  right[1] += row[1] * value;
  right[2] += row[2] * value;
}

/** The unknowns, by Cramer's rule; undefined where the matrix is singular. */
export function solveEquations({
  matrix: [xx, xy, xz, yy, yz, zz],
  right: [x, y, z],
}: NormalEquations): Vector3 | undefined {
  const [a, b, c] = [yy * zz - yz * yz, xz * yz - xy * zz, xy * yz - xz * yy];
  const determinant = xx * a + xy * b + xz * c;
  const [d, e, f] = [xx * zz - xz * xz, xy * xz - xx * yz, xx * yy - xy * xy];
  const solution: Vector3 = [
    (a * x + b * y + c * z) / determinant,
    (b * x + d * y + e * z) / determinant,
    (c * x + e * y + f * z) / determinant,
  ];
  return solution.every(Number.isFinite) ? solution : undefined;
}
