/** The up axis of the input; glTF's is always y. */
export type UpAxis = 'z' | 'y';

/** A part of a surface with one material. */
export interface Part {
  /** x, y, z of each vertex. */
  positions: Float32Array;
  /** Unit normals of the vertices; without them every face is flat. */
  normals?: Float32Array;
  /** Three vertices per face. */
  indices: Uint32Array;
  /** Set with `jpeg`: two per vertex, 0 to 1, from the upper left of the texture. */
  uvs?: Float32Array;
  /** The texture. */
  jpeg?: Uint8Array;
  /** A linear colour per vertex (red, green, blue, 0 to 1), which a texture is multiplied by. */
  colours?: Float32Array;
  /** Without a texture and vertex colours: one linear colour for all, which is lit, because its shape would not show. */
  plainColour?: readonly [number, number, number];
}

/** Converts a finished surface to the coordinates of a projected system. */
export interface MapProjection {
  /** Projects vertices: x, y, z of each, with the same up axis. */
  project: (positions: Float32Array) => Float32Array;
  /** What files state about the coordinates, under `asset.extras`. */
  extras: Readonly<Record<string, unknown>>;
}

/** A part in projected coordinates. A normal is projected as the step from its vertex to the point one unit along it. */
export function projectPart(part: Part, { project }: MapProjection): Part {
  const positions = project(part.positions);
  if (!part.normals) return { ...part, positions };
  const { normals } = part;
  const tips = project(part.positions.map((value, i) => value + normals[i]!));
  const projected = tips.map((value, i) => value - positions[i]!);
  for (let at = 0; at < projected.length; at += 3) {
    const length = Math.hypot(projected[at]!, projected[at + 1]!, projected[at + 2]!) || 1;
    for (let axis = 0; axis < 3; axis++) projected[at + axis]! /= length;
  }
  return { ...part, positions, normals: projected };
}

/** Vectors with `upAxis` up in glTF's axes: z-up (x, y, z) is y-up (x, z, -y). */
export function toYUp(vectors: Float32Array, upAxis: UpAxis): Float32Array<ArrayBuffer> {
  const turned = Float32Array.from(vectors);
  if (upAxis === 'y') return turned;
  for (let at = 0; at < turned.length; at += 3) {
    turned[at + 1] = vectors[at + 2]!;
    turned[at + 2] = -vectors[at + 1]!;
  }
  return turned;
}
