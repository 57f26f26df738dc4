import { MeshoptSimplifier } from 'meshoptimizer';
import type { Mesh } from '../mesh/mesh.ts';

/** A tile's surface: three vertices of the whole model a face. */
export type TileSurface = Uint32Array;

/** A surface that was made simpler. */
export interface SimplerSurface {
  surface: TileSurface;
  /** How far it lies from the former one, in the units of the positions. */
  error: number;
}

/** Of four tiles that become one about so many faces stay. */
const KEPT_SHARE = 1 / 4;
/** No error is too large: the number decides. */
const ANY_ERROR = Number.MAX_VALUE;

/** The surface of some faces of the model, as it is. */
export function surfaceOfFaces({ indices }: Mesh, faces: Uint32Array): TileSurface {
  const surface = new Uint32Array(3 * faces.length);
  faces.forEach((face, i) => {
    surface.set(indices.subarray(3 * face, 3 * face + 3), 3 * i);
  });
  return surface;
}

/**
 * Joins the tiles of quarters and makes them simpler. Vertices at which the tile meets others (`isLocked`) stay, all
 * of them: so it fits to its neighbours at every level of detail, without cracks.
 */
export async function joinSimpler(
  { positions }: Mesh,
  quarters: readonly TileSurface[],
  isLocked: (vertex: number) => boolean,
): Promise<SimplerSurface> {
  await MeshoptSimplifier.ready;
  const joined = new Uint32Array(quarters.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const quarter of quarters) {
    joined.set(quarter, at);
    at += quarter.length;
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

/** A surface as a mesh of its own, and for each of its vertices the model's. */
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
