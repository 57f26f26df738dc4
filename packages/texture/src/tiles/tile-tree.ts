import type { Mesh } from '../mesh/mesh.ts';
import { type Box, boxOfFaces } from './box.ts';
import type { FaceSizes } from './face-sizes.ts';

/** A node of the quadtree, and the faces of the whole model in it. */
export interface TileCell {
  /** The path of quadrants from the root: `r`, `r0`, `r03`… */
  name: string;
  faces: Uint32Array;
  children: TileCell[];
}

/** Limits of one tile. */
export interface TileLimits {
  faces: number;
  /** Pixels of the photos that its faces cover. */
  pixels: number;
}

/** Deep enough for any model; ends the division where faces lie on top of one another. */
const MAX_DEPTH = 12;

/**
 * Divides a model into a quadtree until each node is within the limits of a tile. The two longest axes are divided: those
 * of the ground for a landscape, those of the wall for a wall.
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
    const children = [0, 1, 2, 3].flatMap((quadrant) => {
      const own = faces.filter((face) => quadrantOf(face, middle) === quadrant);
      return own.length === 0 ? [] : [divide(`${name}${quadrant}`, own, quadrantBox(box, middle, quadrant))];
    });
    return { name, faces, children };
  }

  function quadrantOf(face: number, middle: number[]): number {
    const isBeyond = (axis: number) => {
      let sum = 0;
      for (let corner = 3 * face; corner < 3 * face + 3; corner++)
        sum += mesh.positions[3 * mesh.indices[corner]! + axis]!;
      return sum / 3 >= middle[axis]! ? 1 : 0;
    };
    return isBeyond(first) + 2 * isBeyond(second);
  }

  function quadrantBox(box: Box, middle: number[], quadrant: number): Box {
    const [lowest, highest] = [[...box.lowest], [...box.highest]];
    (quadrant % 2 === 0 ? highest : lowest)[first] = middle[first]!;
    (quadrant < 2 ? highest : lowest)[second] = middle[second]!;
    return { lowest, highest };
  }
}

/** All tiles of a tree. */
export function countTiles({ children }: TileCell): number {
  return children.reduce((sum, child) => sum + countTiles(child), 1);
}
