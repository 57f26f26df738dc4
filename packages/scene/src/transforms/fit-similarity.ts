import { apply, type Matrix3 } from '../linear-algebra/matrix.ts';
import { centroidOf } from '../linear-algebra/spread.ts';
import { subtract, type Vector3 } from '../linear-algebra/vector.ts';
import { nearestRotation } from './nearest-rotation.ts';
import type { Similarity } from './similarity.ts';

const MIN_POINTS = 3;

/**
 * The similarity `toFromFrom` with the least sum of squared distances between the transformed `from` points and the `to`
 * points. Source: S. Umeyama, "Least-squares estimation of transformation parameters between two point patterns", PAMI 13
 * (1991). Throws a RangeError for fewer than three pairs, and where the points lie on one line, because the rotation around
 * it is then undetermined.
 */
export function fitSimilarity(from: readonly Vector3[], to: readonly Vector3[]): Similarity {
  if (from.length < MIN_POINTS || from.length !== to.length) {
    const counts = `${from.length} and ${to.length}`;
    throw new RangeError(`a similarity needs at least ${MIN_POINTS} pairs of points, not ${counts}`);
  }
  const [fromMean, toMean] = [centroidOf(from), centroidOf(to)];
  // Umeyama's equation 38: the covariance of `to` and `from`, and the variance of `from`, both times the point count.
  const covariance: [...Matrix3] = [0, 0, 0, 0, 0, 0, 0, 0, 0];
  let spread = 0;
  for (const [i, point] of from.entries()) {
    const offset = subtract(point, fromMean);
    const target = subtract(to[i] ?? toMean, toMean);
    for (const column of [0, 1, 2] as const) {
      spread += offset[column] * offset[column];
      for (const row of [0, 1, 2] as const) covariance[3 * row + column]! += target[row] * offset[column];
    }
  }
  const rotation = nearestRotation(covariance);
  const scale = rotation.reduce((sum, value, i) => sum + value * covariance[i]!, 0) / spread;
  const [x, y, z] = apply(rotation, fromMean);
  const translation: Vector3 = [toMean[0] - scale * x, toMean[1] - scale * y, toMean[2] - scale * z];
  return { scale, rotation, translation };
}
