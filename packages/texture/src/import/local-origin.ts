/** A local origin in the coordinates of a file. */
export type Origin = readonly [x: number, y: number, z: number];

/** Larger coordinates are not exact to a millimetre in the 32-bit floats of graphics cards. */
const LARGE_COORDINATE = 10_000;

/**
 * A local origin for positions (x, y, z of each; several arrays are one model): along each axis with large coordinates, as
 * in projected systems, the integer nearest to the middle, otherwise 0. Null where no coordinate is large.
 */
export function chooseOrigin(arrays: readonly ArrayLike<number>[]): Origin | null {
  const origin: [number, number, number] = [0, 0, 0];
  for (let axis = 0; axis < 3; axis++) {
    const { min, max } = rangeOf(arrays, axis);
    if (Math.max(Math.abs(min), Math.abs(max)) >= LARGE_COORDINATE)
      origin[axis] = Math.round((min + max) / 2);
  }
  return origin.every((value) => value === 0) ? null : origin;
}

/** The positions relative to the origin, as 32-bit floats. */
export function moveToOrigin(positions: ArrayLike<number>, origin: Origin | null): Float32Array {
  const [x, y, z] = origin ?? [0, 0, 0];
  const moved = new Float32Array(positions.length);
  for (let at = 0; at < moved.length; at += 3) {
    moved[at] = positions[at]! - x;
    moved[at + 1] = positions[at + 1]! - y;
    moved[at + 2] = positions[at + 2]! - z;
  }
  return moved;
}

function rangeOf(arrays: readonly ArrayLike<number>[], axis: number): { min: number; max: number } {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const positions of arrays) {
    for (let at = axis; at < positions.length; at += 3) {
      min = Math.min(min, positions[at]!);
      max = Math.max(max, positions[at]!);
    }
  }
  return { min, max };
}
