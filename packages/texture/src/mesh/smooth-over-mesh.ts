import type { Mesh } from './mesh.ts';

/** Averages a value of each vertex with those of its neighbours, `rounds` times. */
export function smoothOverMesh({ indices }: Mesh, values: Float32Array, rounds: number): Float32Array {
  let current = values;
  for (let round = 0; round < rounds; round++) {
    const sums = new Float32Array(values.length);
    const counts = new Uint32Array(values.length);
    for (let at = 0; at < indices.length; at += 3) {
      const [a, b, c] = [indices[at]!, indices[at + 1]!, indices[at + 2]!];
      sums[a]! += current[b]! + current[c]!;
      sums[b]! += current[a]! + current[c]!;
      sums[c]! += current[a]! + current[b]!;
      counts[a]! += 2;
      counts[b]! += 2;
      counts[c]! += 2;
    }
    const previous = current;
    current = sums.map((sum, vertex) => (previous[vertex]! + sum / Math.max(1, counts[vertex]!)) / 2);
  }
  return current;
}
