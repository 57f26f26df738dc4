import { hash, latticeNoise, valueNoise } from '../../random/noise.ts';
import type { PlotPoint } from '../land/parcels.ts';

/** Random values at one place by the size of their bumps; every material is mixed from the same set. */
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

/** A texel of the ground that is being painted; reused, because there are millions of them. */
export interface GroundTexel {
  readonly seed: number;
  /** Its place, metres. */
  x: number;
  y: number;
  readonly plot: PlotPoint;
  readonly grain: Grain;
}

/** A texel with all values still zero. */
export function emptyTexel(seed: number): GroundTexel {
  return {
    ...{ seed, x: 0, y: 0 },
    plot: { use: 'meadow', id: 0, u: 0, v: 0, edge: 0 },
    grain: { speck: 0, tiny: 0, small: 0, medium: 0, large: 0, huge: 0 },
  };
}

/** Draws the random values of a texel at its place; column and row distinguish it from its neighbours. */
export function drawGrain({ seed, x, y, grain }: GroundTexel, column: number, row: number): void {
  grain.speck = 2 * hash(seed + 20, column, row) - 1;
  grain.tiny = valueNoise(seed + 21, x * 8.3, y * 8.3);
  grain.small = valueNoise(seed + 22, x * 2.9, y * 2.9);
  grain.medium = valueNoise(seed + 23, x * 0.91, y * 0.91);
  grain.large = valueNoise(seed + 24, x * 0.26, y * 0.26);
  grain.huge = latticeNoise(seed + 25, x * 0.06, y * 0.06);
}
