import { apply, type Matrix3 } from '../linear-algebra/matrix.ts';
import { type Symmetric3, symmetricEigen } from '../linear-algebra/symmetric-eigen.ts';
import { cross, normalise } from '../linear-algebra/vector.ts';

/** A smaller ratio of the second to the first singular value is noise. */
const RANK_TOLERANCE = 1e-6;

/**
 * The rotation nearest to a matrix of rank two or three: U diag(1, 1, det(U Vᵗ)) Vᵗ of its singular value decomposition.
 * Source: W. Kabsch, Acta Crystallographica A 32 (1976). Throws a RangeError where the rank is one.
 */
export function nearestRotation(matrix: Matrix3): Matrix3 {
  const [, second, first] = symmetricEigen(timesItself(matrix));
  if (!(second.value > RANK_TOLERANCE ** 2 * first.value)) throw new RangeError('points on one line');
  const [a, b, c] = [first.vector, second.vector, cross(first.vector, second.vector)];
  const u = normalise(apply(matrix, a));
  const v = normalise(apply(matrix, b));
  // Both triples are right-handed, so their product is never a reflection.
  const w = cross(u, v);
  const at = (row: 0 | 1 | 2, column: 0 | 1 | 2) =>
    u[row] * a[column] + v[row] * b[column] + w[row] * c[column];
  return [at(0, 0), at(0, 1), at(0, 2), at(1, 0), at(1, 1), at(1, 2), at(2, 0), at(2, 1), at(2, 2)];
}

/** The symmetric matrix Mᵗ M. */
function timesItself([a, b, c, d, e, f, g, h, i]: Matrix3): Symmetric3 {
  return [
    a * a + d * d + g * g,
    a * b + d * e + g * h,
    a * c + d * f + g * i,
    b * b + e * e + h * h,
    b * c + e * f + h * i,
    c * c + f * f + i * i,
  ];
}
