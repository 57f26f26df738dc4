import type { PhotoMeasures } from '../photo-facts.ts';
import type { Picture } from '../thumbnails/shrink-photo.ts';
import { hashPicture } from './hash-picture.ts';
import { type Luminance, toLuminance } from './luminance.ts';

/** The lowest eighth of the levels: photos four stops too dark have more than half of their pixels there. */
const DARK_LEVEL = 32;
/** From this level on, highlights are clipped. */
const BRIGHT_LEVEL = 250;

/**
 * Measures the picture of a photo at the size of its large thumbnail (the longer side has 1024 pixels, so that photos
 * of all sizes compare). `colourSpace` is that of the photo itself: see `colourSpaceOf`.
 */
export function measurePicture(picture: Picture, colourSpace: string): PhotoMeasures {
  const luminance = toLuminance(picture);
  const { dark, bright } = clippedShares(luminance);
  return {
    sharpness: varianceOfLaplacian(luminance),
    clippedDark: dark,
    clippedBright: bright,
    perceptualHash: hashPicture(luminance),
    colourSpace,
  };
}

/**
 * The variance of the Laplacian (4 neighbours) over a picture: large where edges are sharp.
 * J. L. Pech-Pacheco et al., "Diatom autofocusing in brightfield microscopy: a comparative study", ICPR 2000.
 */
function varianceOfLaplacian({ pixels, width, height }: Luminance): number {
  let sum = 0;
  let sumOfSquares = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let at = y * width + 1; at < (y + 1) * width - 1; at++) {
      const beside = (pixels[at - 1] ?? 0) + (pixels[at + 1] ?? 0);
      const laplacian =
        beside + (pixels[at - width] ?? 0) + (pixels[at + width] ?? 0) - 4 * (pixels[at] ?? 0);
      sum += laplacian;
      sumOfSquares += laplacian * laplacian;
    }
  }
  const count = Math.max(1, (width - 2) * (height - 2));
  return sumOfSquares / count - (sum / count) ** 2;
}

/** The shares of the pixels, 0 to 1, at the two ends of the histogram, where no detail is left. */
function clippedShares({ pixels }: Luminance): { dark: number; bright: number } {
  let dark = 0;
  let bright = 0;
  for (let at = 0; at < pixels.length; at++) {
    const level = pixels[at] ?? 0;
    if (level <= DARK_LEVEL) dark++;
    else if (level >= BRIGHT_LEVEL) bright++;
  }
  return { dark: dark / pixels.length, bright: bright / pixels.length };
}
