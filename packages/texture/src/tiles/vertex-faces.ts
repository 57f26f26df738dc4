import type { Mesh } from '../mesh/mesh.ts';

/** The faces at each vertex of a mesh. */
export interface VertexFaces {
  /** Those of vertex `v` are `faces[starts[v]]` to `faces[starts[v + 1]]`. */
  starts: Uint32Array;
  faces: Uint32Array;
}

/** Groups the corners of a mesh by their vertices. */
export function facesByVertex({ positions, indices }: Mesh): VertexFaces {
  const starts = new Uint32Array(positions.length / 3 + 1);
  for (const vertex of indices) starts[vertex + 1]!++;
  for (let vertex = 1; vertex < starts.length; vertex++) starts[vertex]! += starts[vertex - 1]!;
  const next = starts.slice();
  const faces = new Uint32Array(indices.length);
  indices.forEach((vertex, corner) => {
    faces[next[vertex]!++] = Math.floor(corner / 3);
  });
  return { starts, faces };
}

/** Whether a vertex of the model also belongs to faces outside of a tile. */
export function isOnBorder(
  { indices }: Mesh,
  { starts }: VertexFaces,
  tileFaces: Uint32Array,
): (vertex: number) => boolean {
  const inside = new Uint32Array(starts.length - 1);
  for (const face of tileFaces) {
    for (let corner = 3 * face; corner < 3 * face + 3; corner++) inside[indices[corner]!]!++;
  }
  return (vertex) => inside[vertex]! < starts[vertex + 1]! - starts[vertex]!;
}
