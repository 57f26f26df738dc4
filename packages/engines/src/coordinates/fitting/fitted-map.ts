import type { Vector3 } from '@tiepoint/scene';

/**
 * A smooth map of a box to coordinates, as plain numbers: a polynomial in the Chebyshev polynomials of the three axes,
 * and, where the map has kinks, what is left of it at the nodes of a grid.
 */
export interface FittedMap {
  centre: Vector3;
  /** Half of the box's extent along each axis. */
  halfSize: Vector3;
  /** Along each axis. */
  degrees: Vector3;
  /** Three for each term; the third axis varies fastest. */
  coefficients: number[];
  /** Square, over the whole box from above; three numbers for each node, the second axis varies fastest. */
  remainder?: { nodes: number; values: number[] };
  /** The largest difference from the map itself at points between those of the fit. */
  maxError: number;
}

/** Evaluates a map. Beyond the box, the polynomial goes on and the remainder stays what it is at the edge. */
export function openMap(map: FittedMap): (point: Vector3) => Vector3 {
  const { centre, halfSize, degrees, coefficients, remainder } = map;
  const bases = degrees.map((degree) => new Float64Array(degree + 1));
  const [xs, ys, zs] = bases as [Float64Array, Float64Array, Float64Array];
  return (point) => {
    fillBasis(xs, (point[0] - centre[0]) / halfSize[0]);
    fillBasis(ys, (point[1] - centre[1]) / halfSize[1]);
    fillBasis(zs, (point[2] - centre[2]) / halfSize[2]);
    let [x, y, z] = [0, 0, 0];
    let at = 0;
    for (const a of xs) {
      for (const b of ys) {
        const ab = a * b;
        for (const c of zs) {
          const weight = ab * c;
          x += weight * coefficients[at]!;
          y += weight * coefficients[at + 1]!;
          z += weight * coefficients[at + 2]!;
          at += 3;
        }
      }
    }
    if (!remainder) return [x, y, z];
    const rest = interpolate(remainder, xs[1] ?? 0, ys[1] ?? 0);
    return [x + rest[0], y + rest[1], z + rest[2]];
  };
}

/** The Chebyshev polynomials of the first kind at a place from -1 to 1. */
export function fillBasis(basis: Float64Array, place: number): void {
  basis[0] = 1;
  if (basis.length > 1) basis[1] = place;
  for (let i = 2; i < basis.length; i++) basis[i] = 2 * place * basis[i - 1]! - basis[i - 2]!;
}

function interpolate(
  { nodes, values }: NonNullable<FittedMap['remainder']>,
  place: number,
  across: number,
): Vector3 {
  const [row, down] = cellOf(place, nodes);
  const [column, right] = cellOf(across, nodes);
  const at = (i: number, j: number, axis: number) => values[3 * (i * nodes + j) + axis]!;
  const along = (axis: number) => {
    const near = (1 - right) * at(row, column, axis) + right * at(row, column + 1, axis);
    const far = (1 - right) * at(row + 1, column, axis) + right * at(row + 1, column + 1, axis);
    return (1 - down) * near + down * far;
  };
  return [along(0), along(1), along(2)];
}

/** The cell of a place from -1 to 1, and how far it lies in that cell, 0 to 1. */
function cellOf(place: number, nodes: number): [cell: number, within: number] {
  const position = Math.min(Math.max(((place + 1) / 2) * (nodes - 1), 0), nodes - 1);
  const cell = Math.min(Math.floor(position), nodes - 2);
  return [cell, position - cell];
}
