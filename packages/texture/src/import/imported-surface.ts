/** Red, green, blue, linear, 0 to 1. */
export type LinearColour = readonly [red: number, green: number, blue: number];

/** How a part of a surface looks. */
export interface ImportedMaterial {
  colour: LinearColour;
  /** Path of its picture. */
  texture?: string;
}

/** A part of a surface with one material, as it came out of a file, before it has a place near the origin. */
export interface ImportedPart {
  /** x, y, z of each vertex, in the file's own coordinates: maps need all 64 bits. */
  positions: Float64Array;
  indices: Uint32Array;
  /** Unit normals, where the file has them for every vertex. */
  normals?: Float32Array;
  /** Two a vertex, from the picture's upper left; may lie outside 0 to 1, the picture repeats. */
  uvs?: Float32Array;
  /** A linear colour a vertex. */
  colours?: Float32Array;
  material: ImportedMaterial;
}

/** Bounds that keep a hostile or gigantic file from taking the machine, and a browser from drowning. */
export interface ImportLimits {
  maxTriangles: number;
  maxVertices: number;
  /** More points than this are thinned, not refused. */
  maxPoints: number;
  /** Longer side of a texture. */
  maxTexturePixels: number;
}

/** What a browser on an ordinary computer still turns smoothly. */
export const defaultImportLimits: ImportLimits = {
  maxTriangles: 5_000_000,
  maxVertices: 15_000_000,
  maxPoints: 5_000_000,
  maxTexturePixels: 4096,
};

/** The plain colour of a surface that has none: a light grey. */
export const plainColour: LinearColour = [0.6, 0.6, 0.6];

/** A colour value as files have it (sRGB, 0 to 1) in the linear scale that glTF wants. */
export function toLinear(value: number): number {
  const clamped = Math.min(1, Math.max(0, value));
  return clamped <= 0.04045 ? clamped / 12.92 : ((clamped + 0.055) / 1.055) ** 2.4;
}

/** A linear colour value as files have it: sRGB, 0 to 255. */
export function toStored(value: number): number {
  const stored = value <= 0.0031308 ? 12.92 * value : 1.055 * value ** (1 / 2.4) - 0.055;
  return Math.round(255 * stored);
}
