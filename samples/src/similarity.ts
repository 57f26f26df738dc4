import { type Matrix3, multiply, rotate, type Vector3 } from './matrix.ts';

/** The map p -> scale rotation p + translation. */
export interface Similarity {
  scale: number;
  rotation: Matrix3;
  translation: Vector3;
}

/** Sweeps of Jacobi's method; it converges quadratically, five reach the last digits of a 4 x 4 matrix. */
const JACOBI_SWEEPS = 12;

/**
 * The similarity with the least sum of squared distances from the mapped `from` points to their `to` points.
 * The least-squares problem and its scale: S. Umeyama, "Least-squares estimation of transformation parameters
 * between two point patterns", PAMI 13 (1991). The rotation, by quaternions, which cannot turn out a
 * reflection: B. K. P. Horn, "Closed-form solution of absolute orientation", JOSA A 4 (1987).
 * Throws RangeError for fewer than three points; points on one line leave the turn about it undetermined.
 */
export function fitSimilarity(from: readonly Vector3[], to: readonly Vector3[]): Similarity {
  if (from.length < 3 || from.length !== to.length) {
    throw new RangeError(
      `a similarity needs at least 3 pairs of points, not ${from.length} and ${to.length}`,
    );
  }
  const fromMean = meanOf(from);
  const toMean = meanOf(to);
  const products = new Float64Array(9);
  let spread = 0;
  for (const [index, point] of from.entries()) {
    const target = to[index] ?? toMean;
    for (const row of [0, 1, 2] as const) {
      const offset = point[row] - fromMean[row];
      spread += offset * offset;
      for (const column of [0, 1, 2] as const) {
        products[3 * row + column]! += offset * (target[column] - toMean[column]);
      }
    }
  }
  if (spread === 0) throw new RangeError('a similarity needs points at different places');
  const rotation = rotationFrom(products);
  const scale = alignedSum(rotation, products) / spread;
  const turned = rotate(rotation, fromMean);
  return {
    scale,
    rotation,
    translation: [
      toMean[0] - scale * turned[0],
      toMean[1] - scale * turned[1],
      toMean[2] - scale * turned[2],
    ],
  };
}

/** The point mapped by the similarity. */
export function mapPoint(similarity: Similarity, point: Vector3): Vector3 {
  const turned = rotate(similarity.rotation, point);
  const { scale, translation } = similarity;
  return [
    scale * turned[0] + translation[0],
    scale * turned[1] + translation[1],
    scale * turned[2] + translation[2],
  ];
}

/** A world-to-camera rotation after the world has been mapped by the similarity. */
export function mapRotation(similarity: Similarity, worldToCamera: Matrix3): Matrix3 {
  const r = similarity.rotation;
  return multiply(worldToCamera, [r[0], r[3], r[6], r[1], r[4], r[7], r[2], r[5], r[8]]);
}

function meanOf(points: readonly Vector3[]): Vector3 {
  const sum: [number, number, number] = [0, 0, 0];
  for (const point of points) for (const axis of [0, 1, 2] as const) sum[axis] += point[axis];
  return [sum[0] / points.length, sum[1] / points.length, sum[2] / points.length];
}

/** Sum over the pairs of (rotated from) . to, from the 3 x 3 sums of products. */
function alignedSum(rotation: Matrix3, products: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < 3; row++) {
    for (let column = 0; column < 3; column++)
      sum += rotation[3 * row + column]! * products[3 * column + row]!;
  }
  return sum;
}

/** Horn's section 4: the rotation is the eigenvector of the greatest eigenvalue of a symmetric 4 x 4 matrix. */
function rotationFrom(products: Float64Array): Matrix3 {
  const [xx = 0, xy = 0, xz = 0, yx = 0, yy = 0, yz = 0, zx = 0, zy = 0, zz = 0] = products;
  const symmetric = [
    [xx + yy + zz, yz - zy, zx - xz, xy - yx],
    [yz - zy, xx - yy - zz, xy + yx, zx + xz],
    [zx - xz, xy + yx, yy - xx - zz, yz + zy],
    [xy - yx, zx + xz, yz + zy, zz - xx - yy],
  ];
  const [w = 1, x = 0, y = 0, z = 0] = principalEigenvector(symmetric);
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

/** The unit eigenvector of the greatest eigenvalue, by Jacobi's cyclic method; changes the matrix. */
function principalEigenvector(matrix: number[][]): number[] {
  const size = matrix.length;
  const vectors = matrix.map((_, row) => matrix.map((__, column) => (row === column ? 1 : 0)));
  for (let sweep = 0; sweep < JACOBI_SWEEPS; sweep++) {
    for (let p = 0; p < size; p++) {
      for (let q = p + 1; q < size; q++) turnAway(matrix, vectors, p, q);
    }
  }
  let greatest = 0;
  for (let index = 1; index < size; index++) {
    if (matrix[index]![index]! > matrix[greatest]![greatest]!) greatest = index;
  }
  return vectors.map((row) => row[greatest] ?? 0);
}

/** One Jacobi rotation, after which the element (p, q) is zero. */
function turnAway(matrix: number[][], vectors: number[][], p: number, q: number): void {
  const off = matrix[p]![q]!;
  if (Math.abs(off) < 1e-300) return;
  const theta = (matrix[q]![q]! - matrix[p]![p]!) / (2 * off);
  const tangent = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1));
  const cosine = 1 / Math.sqrt(tangent * tangent + 1);
  const sine = tangent * cosine;
  for (const rows of [matrix, vectors]) {
    for (const row of rows) {
      const [atP, atQ] = [row[p]!, row[q]!];
      row[p] = cosine * atP - sine * atQ;
      row[q] = sine * atP + cosine * atQ;
    }
  }
  const [rowP, rowQ] = [matrix[p]!, matrix[q]!];
  for (let column = 0; column < rowP.length; column++) {
    const [atP, atQ] = [rowP[column]!, rowQ[column]!];
    rowP[column] = cosine * atP - sine * atQ;
    rowQ[column] = sine * atP + cosine * atQ;
  }
}
