import { addOuterProduct, type Symmetric3, symmetricEigen } from './symmetric-eigen.ts';
import { subtract, type Vector3 } from './vector.ts';

/** The centroid of points. */
export function centroidOf(points: readonly Vector3[]): Vector3 {
  const mean = (axis: 0 | 1 | 2) => points.reduce((sum, point) => sum + point[axis], 0) / points.length;
  return [mean(0), mean(1), mean(2)];
}

/**
 * Standard deviations of points along their first and second principal axis, in the points' unit. A second one near zero
 * means a straight line: a model aligned to it could still rotate around it.
 */
export function spreadOf(points: readonly Vector3[]): { longest: number; second: number } {
  if (points.length === 0) return { longest: 0, second: 0 };
  const mean = centroidOf(points);
  const covariance: Symmetric3 = [0, 0, 0, 0, 0, 0];
  for (const point of points) addOuterProduct(covariance, subtract(point, mean), 1 / points.length);
  const [, second, longest] = symmetricEigen(covariance);
  return { longest: Math.sqrt(Math.max(0, longest.value)), second: Math.sqrt(Math.max(0, second.value)) };
}
