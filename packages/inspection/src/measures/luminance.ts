import type { Picture } from '../thumbnails/shrink-photo.ts';

/** Luminance of a picture, 0 to 255, row by row. */
export interface Luminance {
  pixels: Uint8Array;
  width: number;
  height: number;
}

/** Luminance as in JPEG (ITU-R BT.601), from pixels with red, green and blue, or with one grey channel. */
export function toLuminance({ pixels, width, height, channels }: Picture): Luminance {
  if (channels < 3) return { pixels: pixels.filter((_, index) => index % channels === 0), width, height };
  const levels = new Uint8Array(width * height);
  for (let at = 0, from = 0; at < levels.length; at++, from += channels) {
    levels[at] =
      (77 * (pixels[from] ?? 0) + 150 * (pixels[from + 1] ?? 0) + 29 * (pixels[from + 2] ?? 0)) >> 8;
  }
  return { pixels: levels, width, height };
}
