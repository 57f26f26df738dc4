import type { Mesh } from './mesh.ts';

/**
 * The neighbours of each face: entry `3 * face + corner` is the face across the edge from that corner to the next,
 * or -1 at a border. Where more than two faces share an edge only the first two are neighbours.
 */
export function faceAdjacency({ positions, indices }: Mesh): Int32Array {
  const vertexCount = positions.length / 3;
  const neighbours = new Int32Array(indices.length).fill(-1);
  const { starts, edges } = edgesByLowerVertex(indices, vertexCount);
  for (let vertex = 0; vertex < vertexCount; vertex++) {
    for (let i = starts[vertex]!; i < starts[vertex + 1]!; i++) {
      const edge = edges[i]!;
      if (neighbours[edge]! >= 0) continue;
      for (let j = i + 1; j < starts[vertex + 1]!; j++) {
        const other = edges[j]!;
        if (neighbours[other]! >= 0 || higherVertex(indices, other) !== higherVertex(indices, edge)) continue;
        neighbours[edge] = Math.floor(other / 3);
        neighbours[other] = Math.floor(edge / 3);
        break;
      }
    }
  }
  return neighbours;
}

/** The corner that follows `corner` in its face; both are entries of the index array. */
export function nextCorner(corner: number): number {
  return corner % 3 === 2 ? corner - 2 : corner + 1;
}

function higherVertex(indices: Uint32Array, edge: number): number {
  return Math.max(indices[edge]!, indices[nextCorner(edge)]!);
}

/** All edges (identified by the corner at which they start), grouped by the lower of their two vertices. */
function edgesByLowerVertex(
  indices: Uint32Array,
  vertexCount: number,
): { starts: Uint32Array; edges: Uint32Array } {
  const lower = (edge: number) => Math.min(indices[edge]!, indices[nextCorner(edge)]!);
  const starts = new Uint32Array(vertexCount + 1);
  for (let edge = 0; edge < indices.length; edge++) starts[lower(edge) + 1]!++;
  for (let vertex = 0; vertex < vertexCount; vertex++) starts[vertex + 1]! += starts[vertex]!;
  const next = starts.slice();
  const edges = new Uint32Array(indices.length);
  for (let edge = 0; edge < indices.length; edge++) edges[next[lower(edge)]!++] = edge;
  return { starts, edges };
}

/** Labels the connected components of faces with the same key; returns the component of each face and their number. */
export function connectedFaces(
  neighbours: Int32Array,
  keyOf: (face: number) => number,
): { componentOf: Int32Array; count: number } {
  const faceCount = neighbours.length / 3;
  const componentOf = new Int32Array(faceCount).fill(-1);
  const stack: number[] = [];
  let count = 0;
  for (let seed = 0; seed < faceCount; seed++) {
    if (componentOf[seed]! >= 0) continue;
    componentOf[seed] = count;
    stack.push(seed);
    for (let face = stack.pop(); face !== undefined; face = stack.pop()) {
      for (let edge = 3 * face; edge < 3 * face + 3; edge++) {
        const other = neighbours[edge]!;
        if (other < 0 || componentOf[other]! >= 0 || keyOf(other) !== keyOf(face)) continue;
        componentOf[other] = count;
        stack.push(other);
      }
    }
    count++;
  }
  return { componentOf, count };
}
