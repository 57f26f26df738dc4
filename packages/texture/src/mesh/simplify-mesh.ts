import { MeshoptSimplifier } from 'meshoptimizer';
import type { Mesh } from './mesh.ts';

/** Accepted excess over the target number of faces, as a share. */
const TOLERANCE = 0.05;
/** The error is not limited: the number of faces decides. */
const ANY_ERROR = 1;

/**
 * Decimates a mesh to about `targetFaces` faces; a mesh with fewer stays as it is. The border is kept, unless it has too
 * many faces itself. After M. Garland, P. Heckbert, "Surface Simplification Using Quadric Error Metrics" (1997).
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

/** Leaves out unused vertices. */
function compact(positions: Float32Array, indices: Uint32Array): Mesh {
  const [renumbered, count] = MeshoptSimplifier.compactMesh(indices);
  const kept = new Float32Array(3 * count);
  renumbered.forEach((place, vertex) => {
    if (place < count) kept.set(positions.subarray(3 * vertex, 3 * vertex + 3), 3 * place);
  });
  return { positions: kept, indices };
}
