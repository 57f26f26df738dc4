/** A colour being mixed, 0 to 1 as on a screen; reused between texels, because there are millions of them. */
export interface Paint {
  r: number;
  g: number;
  b: number;
}

export function setPaint(paint: Paint, r: number, g: number, b: number): void {
  paint.r = r;
  paint.g = g;
  paint.b = b;
}

/** Moves the colour toward another one; `share` 0 leaves it, 1 replaces it. */
export function mixPaint(paint: Paint, r: number, g: number, b: number, share: number): void {
  paint.r += (r - paint.r) * share;
  paint.g += (g - paint.g) * share;
  paint.b += (b - paint.b) * share;
}

/** Brightens (above 1) or darkens (below 1). */
export function scalePaint(paint: Paint, factor: number): void {
  paint.r *= factor;
  paint.g *= factor;
  paint.b *= factor;
}

/** The lit colour as 0xBBGGRR. Light multiplies squares: a screen's gamma is near enough to 2. */
export function packLit(paint: Paint, light: Paint): number {
  return litByte(paint.r, light.r) | (litByte(paint.g, light.g) << 8) | (litByte(paint.b, light.b) << 16);
}

function litByte(albedo: number, light: number): number {
  if (albedo <= 0) return 0;
  const value = 255 * albedo * Math.sqrt(light) + 0.5;
  return value >= 255 ? 255 : value | 0;
}
