import { hash, latticeNoise, valueNoise } from '../noise.ts';

/** Random values at one place by size of their bumps; every material is mixed from the same set. */
export interface Grain {
  /** Uncorrelated from texel to texel, [-1, 1]. */
  speck: number;
  /** Bumps of about 0.12, 0.35, 1.1, 4 and 17 m, [-1, 1]. */
  tiny: number;
  small: number;
  medium: number;
  large: number;
  huge: number;
}

/** Draws the random values of a place; column and row are those of its texel. */
export function drawGrain(
  seed: number,
  x: number,
  y: number,
  column: number,
  row: number,
  grain: Grain,
): void {
  grain.speck = 2 * hash(seed + 20, column, row) - 1;
  grain.tiny = valueNoise(seed + 21, x * 8.3, y * 8.3);
  grain.small = valueNoise(seed + 22, x * 2.9, y * 2.9);
  grain.medium = valueNoise(seed + 23, x * 0.91, y * 0.91);
  grain.large = valueNoise(seed + 24, x * 0.26, y * 0.26);
  grain.huge = latticeNoise(seed + 25, x * 0.06, y * 0.06);
}
