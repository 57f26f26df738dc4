import { type Symmetric3, symmetricEigen } from '../linear-algebra/symmetric-eigen.ts';

/** A point or direction. */
export type Vector3 = readonly [number, number, number];

/** The map p → scale · rotation · p + translation. */
export interface Similarity {
  scale: number;
  /** 3 x 3, row by row. */
  rotation: readonly number[];
  translation: Vector3;
}

/** A smaller second singular value is noise beside the first. */
const RANK_TOLERANCE = 1e-6;

/**
 * The similarity that takes the `from` points nearest to their `to` points, by the sum of squared distances.
 * S. Umeyama, "Least-squares estimation of transformation parameters between two point patterns", PAMI 13 (1991).
 * Throws a RangeError where the points lie on one line, which leaves the turn around it open.
 */
export function fitSimilarity(from: readonly Vector3[], to: readonly Vector3[]): Similarity {
  const fromMean = meanOf(from);
  const toMean = meanOf(to);
  // The covariance of Umeyama's equation 38, `to` by `from`.
  const covariance = new Array<number>(9).fill(0);
  let spread = 0;
  from.forEach((point, i) => {
    const target = to[i]!;
    for (let column = 0; column < 3; column++) {
      const offset = point[column]! - fromMean[column]!;
      spread += offset * offset;
      for (let row = 0; row < 3; row++)
        covariance[3 * row + column]! += (target[row]! - toMean[row]!) * offset;
    }
  });
  const rotation = nearestRotation(covariance);
  let aligned = 0;
  for (let i = 0; i < 9; i++) aligned += rotation[i]! * covariance[i]!;
  const scale = aligned / spread;
  const turned = turn(rotation, fromMean);
  const translation = toMean.map((value, axis) => value - scale * turned[axis]!);
  return { scale, rotation, translation: translation as unknown as Vector3 };
}

/** Where the similarity takes a point. */
export function mapPoint({ scale, rotation, translation }: Similarity, point: Vector3): Vector3 {
  const [x, y, z] = turn(rotation, point);
  return [scale * x + translation[0], scale * y + translation[1], scale * z + translation[2]];
}

/**
 * The rotation nearest to a 3 x 3 matrix of rank two at least, row by row: U diag(1, 1, det(U Vᵗ)) Vᵗ of its singular
 * value decomposition. Throws a RangeError where the rank is one.
 */
export function nearestRotation(matrix: readonly number[]): number[] {
  const product = (a: number, b: number) =>
    matrix[a]! * matrix[b]! + matrix[a + 3]! * matrix[b + 3]! + matrix[a + 6]! * matrix[b + 6]!;
  const squared: Symmetric3 = [
    product(0, 0),
    product(0, 1),
    product(0, 2),
    product(1, 1),
    product(1, 2),
    product(2, 2),
  ];
  const [, second, first] = symmetricEigen(squared);
  if (!(second.value > RANK_TOLERANCE ** 2 * first.value)) throw new RangeError('points on one line');
  const right: Vector3[] = [first.vector, second.vector, cross(first.vector, second.vector)];
  const leftFirst = normalise(turn(matrix, first.vector));
  const leftSecond = normalise(turn(matrix, second.vector));
  // Both triples are right-handed, so that their product never reflects.
  const left: Vector3[] = [leftFirst, leftSecond, cross(leftFirst, leftSecond)];
  return Array.from({ length: 9 }, (_, i) => {
    const [row, column] = [Math.floor(i / 3), i % 3];
    return left.reduce((sum, vector, axis) => sum + vector[row]! * right[axis]![column]!, 0);
  });
}

function meanOf(points: readonly Vector3[]): Vector3 {
  const mean = (axis: number) => points.reduce((sum, point) => sum + point[axis]!, 0) / points.length;
  return [mean(0), mean(1), mean(2)];
}

function turn(matrix: readonly number[], [x, y, z]: Vector3): Vector3 {
  return [0, 3, 6].map(
    (row) => matrix[row]! * x + matrix[row + 1]! * y + matrix[row + 2]! * z,
  ) as unknown as Vector3;
}

function cross(a: Vector3, b: Vector3): Vector3 {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
}

function normalise([x, y, z]: Vector3): Vector3 {
  const length = Math.hypot(x, y, z) || 1;
  return [x / length, y / length, z / length];
}
