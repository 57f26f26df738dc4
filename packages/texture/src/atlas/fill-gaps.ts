import type { Page } from './page.ts';

interface Level {
  width: number;
  height: number;
  /** Red, green, blue of each pixel, summed over its known pixels, and their number. */
  colours: Float32Array;
  weights: Float32Array;
}

/**
 * Fills the empty pixels of a page with the colour of the texture around them, so that filtering and mipmaps draw no
 * foreign colour into faces. Pull-push method: S. Gortler et al., "The Lumigraph" (1996), section 3.4.
 */
export function fillGaps(page: Page): void {
  const levels = [halve(page.width, page.height, pagePixels(page))];
  for (let level = levels[0]!; level.width > 1 || level.height > 1; ) {
    level = halve(level.width, level.height, levelPixels(level));
    levels.push(level);
  }
  for (let i = levels.length - 2; i >= 0; i--) fillLevel(levels[i]!, levels[i + 1]!);
  const finest = levels[0]!;
  for (let y = 0, pixel = 0; y < page.height; y++) {
    for (let x = 0; x < page.width; x++, pixel++) {
      if (page.owners[pixel] !== 0) continue;
      const parent = (y >> 1) * finest.width + (x >> 1);
      for (let c = 0; c < 3; c++)
        page.pixels[3 * pixel + c] = finest.colours[3 * parent + c]! / finest.weights[parent]!;
    }
  }
}

interface PixelSource {
  colours: ArrayLike<number>;
  /** Whether a pixel is known, 0 to 1. */
  weights: ArrayLike<number>;
}

function pagePixels({ pixels, owners }: Page): PixelSource {
  const weights = new Uint8Array(owners.length);
  for (let pixel = 0; pixel < owners.length; pixel++) weights[pixel] = owners[pixel] === 0 ? 0 : 1;
  return { colours: pixels, weights };
}

function levelPixels({ colours, weights }: Level): PixelSource {
  return {
    colours: colours.map((sum, i) => sum / (weights[Math.floor(i / 3)]! || 1)),
    weights: weights.map((weight) => Math.min(1, weight)),
  };
}

function halve(width: number, height: number, { colours, weights }: PixelSource): Level {
  const level = {
    width: (width + 1) >> 1,
    height: (height + 1) >> 1,
    colours: new Float32Array(3 * ((width + 1) >> 1) * ((height + 1) >> 1)),
    weights: new Float32Array(((width + 1) >> 1) * ((height + 1) >> 1)),
  };
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      const weight = weights[pixel]!;
      if (weight === 0) continue;
      const parent = (y >> 1) * level.width + (x >> 1);
      level.weights[parent]! += weight;
      for (let c = 0; c < 3; c++) level.colours[3 * parent + c]! += weight * colours[3 * pixel + c]!;
    }
  }
  return level;
}

function fillLevel(level: Level, coarser: Level): void {
  for (let y = 0, pixel = 0; y < level.height; y++) {
    for (let x = 0; x < level.width; x++, pixel++) {
      if (level.weights[pixel]! > 0) continue;
      const parent = (y >> 1) * coarser.width + (x >> 1);
      for (let c = 0; c < 3; c++)
        level.colours[3 * pixel + c] = coarser.colours[3 * parent + c]! / coarser.weights[parent]!;
      level.weights[pixel] = 1;
    }
  }
}
