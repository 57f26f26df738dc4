import type { Vector3 } from './vector.ts';

/** A symmetric 3 x 3 matrix: xx, xy, xz, yy, yz, zz. */
export type Symmetric3 = [number, number, number, number, number, number];

/** An eigenvalue with its eigenvector. */
export interface EigenPair {
  value: number;
  /** Of length 1. */
  vector: Vector3;
}

/** Two rows or two columns of a matrix: where they start, and the step between their elements. */
interface Lines {
  p: number;
  q: number;
  step: number;
}

/** Sweeps of Jacobi rotations; a 3 x 3 matrix converges in 4 to 6. */
const MAX_SWEEPS = 12;
/** The pairs of axes that are rotated, one after the other, in each sweep. */
const PAIRS = [pairOf(0, 1), pairOf(0, 2), pairOf(1, 2)];

/** Adds `weight` times the outer product of a vector with itself, as for a covariance matrix. */
export function addOuterProduct(matrix: Symmetric3, [x, y, z]: Vector3, weight = 1): void {
  matrix[0] += weight * x * x;
  matrix[1] += weight * x * y;
  matrix[2] += weight * x * z;
  matrix[3] += weight * y * y;
  matrix[4] += weight * y * z;
  matrix[5] += weight * z * z;
}

/** The eigenvalues and unit eigenvectors of a symmetric 3 x 3 matrix by Jacobi rotations, smallest value first. */
export function symmetricEigen([xx, xy, xz, yy, yz, zz]: Symmetric3): [EigenPair, EigenPair, EigenPair] {
  const matrix = [xx, xy, xz, xy, yy, yz, xz, yz, zz];
  const vectors = [1, 0, 0, 0, 1, 0, 0, 0, 1];
  for (let sweep = 0; sweep < MAX_SWEEPS; sweep++) {
    for (let pair = 0; pair < PAIRS.length; pair++) rotate(matrix, vectors, PAIRS[pair]!);
  }
  const pairs = [0, 1, 2].map(
    (i): EigenPair => ({ value: matrix[4 * i]!, vector: [vectors[i]!, vectors[3 + i]!, vectors[6 + i]!] }),
  );
  pairs.sort((a, b) => a.value - b.value);
  return pairs as [EigenPair, EigenPair, EigenPair];
}

/** The columns and rows of a pair of axes, and the offsets of the elements (p, p), (q, q) and (p, q). */
function pairOf(p: number, q: number) {
  const columns: Lines = { p, q, step: 3 };
  const rows: Lines = { p: 3 * p, q: 3 * q, step: 1 };
  return { columns, rows, pp: 4 * p, qq: 4 * q, pq: 3 * p + q };
}

/** Rotates rows and columns of a pair of axes so that the element (p, q) becomes zero. */
function rotate(
  matrix: number[],
  vectors: number[],
  { columns, rows, pp, qq, pq }: ReturnType<typeof pairOf>,
): void {
  const element = matrix[pq]!;
  if (element === 0) return;
  const theta = (matrix[qq]! - matrix[pp]!) / (2 * element);
  const tangent = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const turn = { cosine, sine: tangent * cosine };
  turnPair(matrix, columns, turn);
  turnPair(matrix, rows, turn);
  turnPair(vectors, columns, turn);
}

function turnPair(
  numbers: number[],
  { p, q, step }: Lines,
  { cosine, sine }: { cosine: number; sine: number },
): void {
  for (let i = 0; i < 3; i++) {
    const atP = numbers[p + i * step]!;
    const atQ = numbers[q + i * step]!;
    numbers[p + i * step] = cosine * atP - sine * atQ;
    numbers[q + i * step] = sine * atP + cosine * atQ;
  }
}
