import { keepFaces, type Mesh } from './mesh.ts';

/** Cuts keep at least this share of an edge from its vertices, so that faces do not become needles. */
const MIN_EDGE_SHARE = 0.05;

/** Keeps the part of a mesh where a value given at its vertices is at most `level`; faces across the level are cut. */
export function cutAtLevel(mesh: Mesh, values: Float32Array, level: number): Mesh {
  const positions = Array.from(mesh.positions);
  const indices: number[] = [];
  const cuts = new Map<number, number>();
  const vertexCount = values.length;

  /** The vertex at which the level crosses the edge from the kept vertex `inside` to `outside`. */
  const cutVertex = (inside: number, outside: number): number => {
    const key = Math.min(inside, outside) * vertexCount + Math.max(inside, outside);
    const known = cuts.get(key);
    if (known !== undefined) return known;
    const crossing = (level - values[inside]!) / (values[outside]! - values[inside]!);
    const share = Math.min(1 - MIN_EDGE_SHARE, Math.max(MIN_EDGE_SHARE, crossing));
    const vertex = positions.length / 3;
    for (let axis = 0; axis < 3; axis++) {
      const from = positions[3 * inside + axis]!;
      positions.push(from + share * (positions[3 * outside + axis]! - from));
    }
    cuts.set(key, vertex);
    return vertex;
  };

  for (let at = 0; at < mesh.indices.length; at += 3) {
    const corners = [mesh.indices[at]!, mesh.indices[at + 1]!, mesh.indices[at + 2]!];
    const polygon = corners.flatMap((corner, i) => {
      const next = corners[(i + 1) % 3]!;
      const inside = values[corner]! <= level;
      if (inside === values[next]! <= level) return inside ? [corner] : [];
      return inside ? [corner, cutVertex(corner, next)] : [cutVertex(next, corner)];
    });
    for (let i = 2; i < polygon.length; i++) indices.push(polygon[0]!, polygon[i - 1]!, polygon[i]!);
  }
  return keepFaces(
    { positions: Float32Array.from(positions), indices: Uint32Array.from(indices) },
    () => true,
  );
}
