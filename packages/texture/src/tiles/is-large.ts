import type { FaceSizes } from './face-sizes.ts';

/** Limits from which a model is too large to be loaded as a whole. */
export interface LargeModel {
  faces: number;
  /** Pixels of the photos that its faces cover. */
  pixels: number;
}

/**
 * What phones and integrated graphics can load and draw: decoded with mipmaps, 2 pages of 4096 pixels take 180 MB, and a
 * million faces 25 MB.
 */
const LARGE_MODEL: LargeModel = { faces: 1_000_000, pixels: 2 * 4096 ** 2 };

/** Whether a model should be streamed as tiles. */
export function isLarge({ pixels, totalPixels }: FaceSizes, from: Partial<LargeModel> = {}): boolean {
  const { faces = LARGE_MODEL.faces, pixels: limit = LARGE_MODEL.pixels } = from;
  return pixels.length > faces || totalPixels > limit;
}
