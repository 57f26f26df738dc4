import type { Vector3 } from './vector.ts';

/** A symmetric 3 x 3 matrix: xx, xy, xz, yy, yz, zz. */
export type Symmetric3 = [number, number, number, number, number, number];

/** One direction in which a symmetric matrix only stretches. */
export interface EigenPair {
  value: number;
  /** Of length 1. */
  vector: Vector3;
}

/** Sweeps of Jacobi's rotation; a 3 x 3 matrix converges in 4 to 6. */
const MAX_SWEEPS = 12;

/** Adds the product of a vector with itself, so many times: what covariances are made of. */
export function addOuterProduct(matrix: Symmetric3, [x, y, z]: Vector3, weight = 1): void {
  matrix[0] += weight * x * x;
  matrix[1] += weight * x * y;
  matrix[2] += weight * x * z;
  matrix[3] += weight * y * y;
  matrix[4] += weight * y * z;
  matrix[5] += weight * z * z;
}

/** The eigenvalues and eigenvectors of a symmetric 3 x 3 matrix by Jacobi's rotations, smallest value first. */
export function symmetricEigen([xx, xy, xz, yy, yz, zz]: Symmetric3): [EigenPair, EigenPair, EigenPair] {
  const matrix = [xx, xy, xz, xy, yy, yz, xz, yz, zz];
  const vectors = [1, 0, 0, 0, 1, 0, 0, 0, 1];
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    rotate(matrix, vectors, 0, 1);
    rotate(matrix, vectors, 0, 2);
    rotate(matrix, vectors, 1, 2);
  }
  const pairs = [0, 1, 2].map(
    (i): EigenPair => ({ value: matrix[4 * i]!, vector: [vectors[i]!, vectors[3 + i]!, vectors[6 + i]!] }),
  );
  pairs.sort((a, b) => a.value - b.value);
  return pairs as [EigenPair, EigenPair, EigenPair];
}

/** Turns rows and columns p and q so that the element (p, q) becomes zero. */
function rotate(matrix: number[], vectors: number[], p: number, q: number): void {
  const element = matrix[3 * p + q]!;
  if (element === 0) return;
  const theta = (matrix[4 * q]! - matrix[4 * p]!) / (2 * element);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  turnPair(matrix, p, q, 3, cosine, sine);
  turnPair(matrix, 3 * p, 3 * q, 1, cosine, sine);
  turnPair(vectors, p, q, 3, cosine, sine);
}

/** Turns two lines of three numbers, which start at `p` and `q` and whose numbers lie `step` apart. */
function turnPair(numbers: number[], p: number, q: number, step: number, cosine: number, sine: number): void {
  for (let i = 0; i < 3; i++) {
    const atP = numbers[p + i * step]!;
    const atQ = numbers[q + i * step]!;
    numbers[p + i * step] = cosine * atP - sine * atQ;
    numbers[q + i * step] = sine * atP + cosine * atQ;
  }
}
