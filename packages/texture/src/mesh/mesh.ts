/** A triangle mesh. */
export interface Mesh {
  /** x, y, z of each vertex. */
  positions: Float32Array;
  /** Three vertices per face, counter-clockwise seen from outside. */
  indices: Uint32Array;
}

/** The faces of a mesh for which `keep` holds, without unused vertices. */
export function keepFaces({ positions, indices }: Mesh, keep: (face: number) => boolean): Mesh {
  const faceCount = indices.length / 3;
  const renumbered = new Int32Array(positions.length / 3).fill(-1);
  const keptIndices: number[] = [];
  const keptVertices: number[] = [];
  for (let face = 0; face < faceCount; face++) {
    if (!keep(face)) continue;
    for (let corner = 0; corner < 3; corner++) {
      const vertex = indices[3 * face + corner]!;
      if (renumbered[vertex]! < 0) renumbered[vertex] = keptVertices.push(vertex) - 1;
      keptIndices.push(renumbered[vertex]!);
    }
  }
  const keptPositions = new Float32Array(3 * keptVertices.length);
  keptVertices.forEach((vertex, i) => {
    keptPositions.set(positions.subarray(3 * vertex, 3 * vertex + 3), 3 * i);
  });
  return { positions: keptPositions, indices: Uint32Array.from(keptIndices) };
}

/** The unit normal of each vertex: the mean of its faces' normals, weighted by their areas. */
export function vertexNormals(mesh: Mesh): Float32Array {
  const { positions, indices } = mesh;
  const normals = new Float32Array(positions.length);
  for (let at = 0; at < indices.length; at += 3) {
    const [nx, ny, nz] = faceNormal(mesh, at);
    for (let corner = 0; corner < 3; corner++) {
      const vertex = 3 * indices[at + corner]!;
      normals[vertex]! += nx;
      normals[vertex + 1]! += ny;
      normals[vertex + 2]! += nz;
    }
  }
  for (let at = 0; at < normals.length; at += 3) {
    const length = Math.hypot(normals[at]!, normals[at + 1]!, normals[at + 2]!);
    if (length === 0) normals[at + 2] = 1;
    else for (let axis = 0; axis < 3; axis++) normals[at + axis]! /= length;
  }
  return normals;
}

/** The area of a face. */
export function faceArea(mesh: Mesh, face: number): number {
  const normal = faceNormal(mesh, 3 * face);
  return Math.hypot(...normal) / 2;
}

/** The cross product of two sides of the face at index `at`: its direction is the normal, its length twice the area. */
export function faceNormal({ positions, indices }: Mesh, at: number): [number, number, number] {
  const a = indices[at]!;
  const b = indices[at + 1]!;
  const c = indices[at + 2]!;
  const ux = positions[3 * b]! - positions[3 * a]!;
  const uy = positions[3 * b + 1]! - positions[3 * a + 1]!;
  const uz = positions[3 * b + 2]! - positions[3 * a + 2]!;
  const vx = positions[3 * c]! - positions[3 * a]!;
  const vy = positions[3 * c + 1]! - positions[3 * a + 1]!;
  const vz = positions[3 * c + 2]! - positions[3 * a + 2]!;
  return [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
}
