import type { Mesh } from '../mesh/mesh.ts';
import { type Box, boxOfFaces } from './box.ts';
import type { FaceSizes } from './face-sizes.ts';

/** A part of the ground, and the faces of the whole model on it. */
export interface TileCell {
  /** The quarters that lead to it, from the whole: `r`, `r0`, `r03`… */
  name: string;
  faces: Uint32Array;
  children: TileCell[];
}

/** How much one tile holds. */
export interface TileLimits {
  faces: number;
  /** Of the photos, as many as its faces cover. */
  pixels: number;
}

/** Deep enough for any model; ends the division where faces lie one upon the other. */
const MAX_DEPTH = 12;

/**
 * Divides a model into quarters, and these again, until each holds no more than a tile may. The two axes along which
 * it is longest are divided: the ground's for a landscape, a wall's own for a wall.
 */
export function planTiles(mesh: Mesh, sizes: FaceSizes, limits: TileLimits): TileCell {
  const all = Uint32Array.from({ length: mesh.indices.length / 3 }, (_, face) => face);
  const whole = boxOfFaces(mesh, all);
  const extents = whole.highest.map((value, axis) => value - whole.lowest[axis]!);
  const [first = 0, second = 1] = [0, 1, 2].toSorted((a, b) => extents[b]! - extents[a]!);
  return divide('r', all, whole);

  function divide(name: string, faces: Uint32Array, box: Box): TileCell {
    const pixels = faces.reduce((sum, face) => sum + sizes.pixels[face]!, 0);
    const fits = faces.length <= limits.faces && pixels <= limits.pixels;
    if (fits || name.length > MAX_DEPTH) return { name, faces, children: [] };
    const middle = box.lowest.map((value, axis) => (value + box.highest[axis]!) / 2);
    const children = [0, 1, 2, 3].flatMap((quarter) => {
      const own = faces.filter((face) => quarterOf(face, middle) === quarter);
      return own.length === 0 ? [] : [divide(`${name}${quarter}`, own, quarterBox(box, middle, quarter))];
    });
    return { name, faces, children };
  }

  function quarterOf(face: number, middle: number[]): number {
    const isBeyond = (axis: number) => {
      let sum = 0;
      for (let corner = 3 * face; corner < 3 * face + 3; corner++)
        sum += mesh.positions[3 * mesh.indices[corner]! + axis]!;
      return sum / 3 >= middle[axis]! ? 1 : 0;
    };
    return isBeyond(first) + 2 * isBeyond(second);
  }

  function quarterBox(box: Box, middle: number[], quarter: number): Box {
    const [lowest, highest] = [[...box.lowest], [...box.highest]];
    (quarter % 2 === 0 ? highest : lowest)[first] = middle[first]!;
    (quarter < 2 ? highest : lowest)[second] = middle[second]!;
    return { lowest, highest };
  }
}

/** All tiles of a tree. */
export function countTiles({ children }: TileCell): number {
  return children.reduce((sum, child) => sum + countTiles(child), 1);
}
