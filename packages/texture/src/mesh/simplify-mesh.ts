import { MeshoptSimplifier } from 'meshoptimizer';
import type { Mesh } from './mesh.ts';

/** What is still near enough to the number that was asked for. */
const TOLERANCE = 0.05;
/** No error is too large: the number decides. */
const ANY_ERROR = 1;

/**
 * Simplifies a mesh to about so many faces, the flattest places first; a mesh that has no more stays as it is. The
 * border is kept, unless the border alone has too many faces. Garland and Heckbert: "Surface Simplification Using
 * Quadric Error Metrics", 1997.
 */
export async function simplifyMesh(mesh: Mesh, targetFaces: number): Promise<Mesh> {
  if (mesh.indices.length <= 3 * targetFaces) return mesh;
  await MeshoptSimplifier.ready;
  const simplify = (flags: ('LockBorder' | 'Permissive')[]) =>
    MeshoptSimplifier.simplify(mesh.indices, mesh.positions, 3, 3 * targetFaces, ANY_ERROR, flags)[0];
  const kept = simplify(['LockBorder']);
  const isNear = kept.length <= 3 * targetFaces * (1 + TOLERANCE);
  return compact(mesh.positions, isNear ? kept : simplify([]));
}

/** Leaves out the vertices that no face needs any more. */
function compact(positions: Float32Array, indices: Uint32Array): Mesh {
  const [renumbered, count] = MeshoptSimplifier.compactMesh(indices);
  const kept = new Float32Array(3 * count);
  renumbered.forEach((place, vertex) => {
    if (place < count) kept.set(positions.subarray(3 * vertex, 3 * vertex + 3), 3 * place);
  });
  return { positions: kept, indices };
}
