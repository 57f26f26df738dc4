import { writeFile } from 'node:fs/promises';
import { NodeIO } from '@gltf-transform/core';
import { KHRMaterialsUnlit } from '@gltf-transform/extensions';
import { glbDocument } from './glb-document.ts';

/** The axis of the input that points up; glTF's is always Y. */
export type UpAxis = 'z' | 'y';

/** A part of the surface with one material. */
export interface Part {
  positions: Float32Array;
  /** Without them every face is flat. */
  normals?: Float32Array;
  indices: Uint32Array;
  /** Set with `jpeg`: two a vertex, 0 to 1, from the picture's upper left. */
  uvs?: Float32Array;
  /** The texture. */
  jpeg?: Uint8Array;
  /** A linear colour a vertex (red, green, blue, 0 to 1), which a texture is multiplied by. */
  colours?: Float32Array;
  /** Where there is neither: one linear colour for all, which is shown lit, or it would have no shape. */
  plainColour?: readonly [number, number, number];
}

/** How a finished surface goes over into other coordinates. */
export interface Placement {
  /** The new places of vertices; x, y, z by turns, with the same axis up. */
  place: (positions: Float32Array) => Float32Array;
  /** What the file tells of the coordinates, under `asset.extras`. */
  extras: Readonly<Record<string, unknown>>;
}

/**
 * Writes parts of a surface as one GLB that every program opens. Textures and vertex colours are unlit: photos hold
 * their own light, and show as they are.
 */
export async function writeGlb(
  path: string,
  parts: Part[],
  upAxis: UpAxis,
  placement?: Placement,
): Promise<void> {
  const placed = placement ? parts.map((part) => movePart(part, placement)) : parts;
  const stored = placed.map((part) => ({
    ...part,
    positions: toYUp(part.positions, upAxis),
    normals: part.normals && toYUp(part.normals, upAxis),
  }));
  const document = glbDocument([{ parts: stored }], placement?.extras);
  await writeFile(path, await new NodeIO().registerExtensions([KHRMaterialsUnlit]).writeBinary(document));
}

/** A part in other coordinates. A normal goes where the map takes the point that lies one unit along it, seen from its vertex. */
export function movePart(part: Part, { place }: Placement): Part {
  const positions = place(part.positions);
  if (!part.normals) return { ...part, positions };
  const { normals } = part;
  const tips = place(part.positions.map((value, i) => value + normals[i]!));
  const moved = tips.map((value, i) => value - positions[i]!);
  for (let at = 0; at < moved.length; at += 3) {
    const length = Math.hypot(moved[at]!, moved[at + 1]!, moved[at + 2]!) || 1;
    for (let axis = 0; axis < 3; axis++) moved[at + axis]! /= length;
  }
  return { ...part, positions, normals: moved };
}

/** Vectors with `upAxis` up as glTF wants them: z-up (x, y, z) is y-up (x, z, -y). */
export function toYUp(vectors: Float32Array, upAxis: UpAxis): Float32Array<ArrayBuffer> {
  const turned = Float32Array.from(vectors);
  if (upAxis === 'y') return turned;
  for (let at = 0; at < turned.length; at += 3) {
    turned[at + 1] = vectors[at + 2]!;
    turned[at + 2] = -vectors[at + 1]!;
  }
  return turned;
}
