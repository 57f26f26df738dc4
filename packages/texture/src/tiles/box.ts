import type { Mesh } from '../mesh/mesh.ts';

/** An axis-aligned bounding box. */
export interface Box {
  lowest: number[];
  highest: number[];
}

/** The bounding box of positions: x, y, z of each. */
export function boxOfPositions(positions: ArrayLike<number>): Box {
  const box = emptyBox();
  for (let at = 0; at < positions.length; at += 3) {
    for (let axis = 0; axis < 3; axis++) include(box, axis, positions[at + axis]!);
  }
  return box;
}

/** The bounding box of some faces of a mesh. */
export function boxOfFaces({ positions, indices }: Mesh, faces: Uint32Array): Box {
  const box = emptyBox();
  for (const face of faces) {
    for (let corner = 3 * face; corner < 3 * face + 3; corner++) {
      for (let axis = 0; axis < 3; axis++) include(box, axis, positions[3 * indices[corner]! + axis]!);
    }
  }
  return box;
}

/** The bounding box of boxes. */
export function joinBoxes(boxes: readonly Box[]): Box {
  const join = (pick: (box: Box, axis: number) => number, choose: (...values: number[]) => number) =>
    [0, 1, 2].map((axis) => choose(...boxes.map((box) => pick(box, axis))));
  return {
    lowest: join(({ lowest }, axis) => lowest[axis]!, Math.min),
    highest: join(({ highest }, axis) => highest[axis]!, Math.max),
  };
}

/** A box widened to multiples of `step`, so that it also contains rounded positions. */
export function widenToGrid({ lowest, highest }: Box, step: number): Box {
  return {
    lowest: lowest.map((value) => Math.floor(value / step) * step),
    highest: highest.map((value) => Math.ceil(value / step) * step),
  };
}

function emptyBox(): Box {
  return { lowest: [Infinity, Infinity, Infinity], highest: [-Infinity, -Infinity, -Infinity] };
}

function include({ lowest, highest }: Box, axis: number, value: number): void {
  lowest[axis] = Math.min(lowest[axis]!, value);
  highest[axis] = Math.max(highest[axis]!, value);
}
