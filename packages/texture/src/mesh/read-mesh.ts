import { columnOf, readPly } from '@tiepoint/scene/files';
import type { Mesh } from './mesh.ts';

/**
 * Reads a triangle mesh from a PLY, such as those of `poisson_mesher`; other properties than positions and faces are
 * skipped. Throws an Error that names the file where it is not such a file or is truncated.
 */
export async function readMesh(path: string): Promise<Mesh> {
  try {
    return parseMesh(path);
  } catch (cause) {
    throw new Error(`cannot read the mesh ${path}: ${cause instanceof Error ? cause.message : cause}`, {
      cause,
    });
  }
}

function parseMesh(path: string): Mesh {
  let positions = new Float32Array();
  let indices = new Uint32Array();
  readPly(path, (element) => {
    if (element.name === 'vertex') {
      positions = new Float32Array(3 * element.count);
      const columns = ['x', 'y', 'z'].map((axis) => columnOf(element, axis));
      return (scalars, _lists, vertex) => {
        for (let axis = 0; axis < 3; axis++) positions[3 * vertex + axis] = scalars[columns[axis]!]!;
      };
    }
    if (element.name !== 'face') return undefined;
    indices = new Uint32Array(3 * element.count);
    const column = columnOf(element, 'vertex_indices', 'vertex_index');
    return (_scalars, lists, face) => {
      const corners = lists[column] ?? [];
      if (corners.length !== 3) throw new Error(`face ${face} has ${corners.length} corners, not 3`);
      indices.set(corners, 3 * face);
    };
  });
  const vertexCount = positions.length / 3;
  if (indices.some((vertex) => vertex >= vertexCount))
    throw new Error('a face refers to a vertex that does not exist');
  return { positions, indices };
}
