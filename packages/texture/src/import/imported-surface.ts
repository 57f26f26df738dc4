/** Red, green, blue, linear, 0 to 1. */
export type LinearColour = readonly [red: number, green: number, blue: number];

/** The material of a part of a surface. */
export interface ImportedMaterial {
  colour: LinearColour;
  /** Path of its texture. */
  texture?: string;
}

/** A part of a surface with one material, as read from a file, before it is moved to a local origin. */
export interface ImportedPart {
  /** x, y, z of each vertex, in the file's own coordinates: projected systems need 64 bits. */
  positions: Float64Array;
  indices: Uint32Array;
  /** Unit normals, where the file has them for every vertex. */
  normals?: Float32Array;
  /** Two per vertex, from the texture's upper left; may be outside 0 to 1, where the texture repeats. */
  uvs?: Float32Array;
  /** A linear colour per vertex. */
  colours?: Float32Array;
  material: ImportedMaterial;
}

/** Limits that protect the server from malicious and huge files, and browsers from huge models. */
export interface ImportLimits {
  maxTriangles: number;
  maxVertices: number;
  /** Larger point clouds are thinned, not refused. */
  maxPoints: number;
  /** Longer side of a texture. */
  maxTexturePixels: number;
}

/** What a browser on an ordinary computer renders smoothly. */
export const DEFAULT_IMPORT_LIMITS: ImportLimits = {
  maxTriangles: 5_000_000,
  maxVertices: 15_000_000,
  maxPoints: 5_000_000,
  maxTexturePixels: 4096,
};

/** The colour of a surface without one: a light grey. */
export const PLAIN_COLOUR: LinearColour = [0.6, 0.6, 0.6];

/** A colour value from sRGB (0 to 1) to linear, as in glTF. */
export function toLinear(value: number): number {
  const clamped = Math.min(1, Math.max(0, value));
  return clamped <= 0.04045 ? clamped / 12.92 : ((clamped + 0.055) / 1.055) ** 2.4;
}

/** A colour value from linear to sRGB, 0 to 255. */
export function toStored(value: number): number {
  const stored = value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
  return Math.round(255 * stored);
}
