import type { Light } from './light.ts';

/** Red, green, blue from 0 to 1, as on a screen (not linear). */
export type Colour = readonly [number, number, number];

/** A colour being mixed, 0 to 1 as on a screen; reused between texels, because there are millions of them. */
export class Paint {
  r = 0;
  g = 0;
  b = 0;

  /** Replaces the colour by another one, each channel times `brightness`. */
  set(colour: Colour, brightness = 1): void {
    this.r = colour[0] * brightness;
    this.g = colour[1] * brightness;
    this.b = colour[2] * brightness;
  }

  /** Moves the colour toward another one (times `brightness`); `share` 0 leaves it, 1 replaces it. */
  mix(colour: Colour, share: number, brightness = 1): void {
    this.r += (colour[0] * brightness - this.r) * share;
    this.g += (colour[1] * brightness - this.g) * share;
    this.b += (colour[2] * brightness - this.b) * share;
  }

  /** Brightens (above 1) or darkens (below 1). */
  scale(factor: number): void {
    this.r *= factor;
    this.g *= factor;
    this.b *= factor;
  }

  /** The lit colour as 0xBBGGRR. Light multiplies squares: a screen's gamma is near enough to 2. */
  packLit(light: Light): number {
    return litByte(this.r, light.r) | (litByte(this.g, light.g) << 8) | (litByte(this.b, light.b) << 16);
  }
}

function litByte(albedo: number, light: number): number {
  if (albedo <= 0) return 0;
  const value = 255 * albedo * Math.sqrt(light) + 0.5;
  return value >= 255 ? 255 : value | 0;
}
