import type { Mesh } from './mesh.ts';

/** Iterations of diffusion: enough to cross the holes that are kept. */
const ROUNDS = 40;
/** Hollows that no photo shows are darker than their surroundings. */
const SHADE = 0.4;

/**
 * A grey value for each vertex of unseen faces: the brightness of the seen surface around the hole, diffused into it and
 * darkened. `brightnessAt` gives the brightness (0 to 1) at a corner of a seen face (an entry of the mesh's indices).
 */
export function shadeUnseen(
  { positions, indices }: Mesh,
  isSeen: (face: number) => boolean,
  brightnessAt: (corner: number) => number,
): Float32Array {
  const vertexCount = positions.length / 3;
  const rim = new Float32Array(vertexCount);
  const rimCounts = new Uint32Array(vertexCount);
  const unseenFaces: number[] = [];
  for (let face = 0; face < indices.length / 3; face++) {
    if (!isSeen(face)) {
      unseenFaces.push(face);
      continue;
    }
    for (let corner = 3 * face; corner < 3 * face + 3; corner++) {
      rim[indices[corner]!]! += brightnessAt(corner);
      rimCounts[indices[corner]!]!++;
    }
  }
  let greys = rim.map((sum, vertex) => (SHADE * sum) / Math.max(1, rimCounts[vertex]!));
  let known = rimCounts.map((count) => Math.min(1, count));
  for (let round = 0; round < ROUNDS; round++) {
    const sums = new Float32Array(vertexCount);
    const counts = new Uint32Array(vertexCount);
    for (const face of unseenFaces) {
      for (let corner = 3 * face; corner < 3 * face + 3; corner++) {
        const from = indices[corner]!;
        if (!known[from]) continue;
        for (let other = 3 * face; other < 3 * face + 3; other++) {
          sums[indices[other]!]! += greys[from]!;
          counts[indices[other]!]!++;
        }
      }
    }
    greys = greys.map((grey, v) => (rimCounts[v] || !counts[v] ? grey : sums[v]! / counts[v]));
    known = known.map((isKnown, v) => isKnown || Math.min(1, counts[v]!));
  }
  return greys;
}
