import { MeshoptSimplifier } from 'meshoptimizer';
import type { Mesh } from '../mesh/mesh.ts';

/** A tile's surface: three vertices of the whole model per face. */
export type TileSurface = Uint32Array;

/** A simplified surface. */
export interface SimplifiedSurface {
  surface: TileSurface;
  /** Its distance from the original one, in the unit of the positions. */
  error: number;
}

/** Share of the faces of four tiles that their parent keeps. */
const KEPT_SHARE = 1 / 4;
/** The error is not limited: the number of faces decides. */
const ANY_ERROR = Number.MAX_VALUE;

/** The surface of some faces of the model. */
export function surfaceOfFaces({ indices }: Mesh, faces: Uint32Array): TileSurface {
  const surface = new Uint32Array(3 * faces.length);
  faces.forEach((face, i) => {
    surface.set(indices.subarray(3 * face, 3 * face + 3), 3 * i);
  });
  return surface;
}

/**
 * Joins the tiles of quadrants and simplifies them. All vertices at the border to other tiles (`isLocked`) stay, so that
 * there are no cracks between levels of detail.
 */
export async function joinSimplified(
  { positions }: Mesh,
  quadrants: readonly TileSurface[],
  isLocked: (vertex: number) => boolean,
): Promise<SimplifiedSurface> {
  await MeshoptSimplifier.ready;
  const joined = new Uint32Array(quadrants.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const quadrant of quadrants) {
    joined.set(quadrant, at);
    at += quadrant.length;
  }
  const { mesh, vertices } = extractMesh(positions, joined);
  const locks = Uint8Array.from(vertices, (vertex) => (isLocked(vertex) ? 1 : 0));
  const target = 3 * Math.ceil((KEPT_SHARE * joined.length) / 3);
  const [kept, error] = MeshoptSimplifier.simplifyWithAttributes(
    mesh.indices,
    mesh.positions,
    3,
    new Float32Array(vertices.length),
    1,
    [0],
    locks,
    target,
    ANY_ERROR,
    ['ErrorAbsolute'],
  );
  return { surface: kept.map((vertex) => vertices[vertex]!), error };
}

/** A surface as a separate mesh, and for each of its vertices the model's vertex. */
export function extractMesh(
  positions: Float32Array,
  surface: TileSurface,
): { mesh: Mesh; vertices: Uint32Array } {
  const numbers = new Map<number, number>();
  const indices = surface.map((vertex) => {
    const number = numbers.get(vertex) ?? numbers.size;
    numbers.set(vertex, number);
    return number;
  });
  const vertices = Uint32Array.from(numbers.keys());
  const own = new Float32Array(3 * vertices.length);
  vertices.forEach((vertex, i) => {
    own.set(positions.subarray(3 * vertex, 3 * vertex + 3), 3 * i);
  });
  return { mesh: { positions: own, indices }, vertices };
}
