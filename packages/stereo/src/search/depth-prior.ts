import { type Pose, transformPoint } from '@tiepoint/scene';
import type { PixelGrid } from '../pixel-grid.ts';
import type { StereoPoint } from '../scene.ts';

/** What the tie points say about the depths of a view. Inverse depths, one over the model's unit. */
export interface DepthPrior {
  /** The range of random depths. */
  farthest: number;
  nearest: number;
  /** No surface has a larger inverse depth. */
  limit: number;
  /** The tie points in the view: x, y in pixels of the grid, inverse depth. */
  seeds: Float32Array;
}

/** Points with a larger reprojection error may be outliers. */
const MAX_REPROJECTION_ERROR_PIXELS = 2;
/** With fewer seeds there is no prior. */
const MIN_SEEDS = 3;
/** Quantiles of the inverse depths, and factors beyond them within which surfaces are searched. */
const FAR_QUANTILE = 0.01;
const NEAR_QUANTILE = 0.99;
const FARTHER = 0.6;
const NEARER = 1.4;
const NEAREST = 4;

/** The prior of a view from the tie points that it observes; undefined where these are too few. */
export function readDepthPrior(
  { cameraFromWorld }: Pick<Pose, 'cameraFromWorld'>,
  grid: PixelGrid,
  points: readonly StereoPoint[],
): DepthPrior | undefined {
  const seeds: number[] = [];
  const inverses: number[] = [];
  for (const { position, error } of points) {
    const [x, y, z] = transformPoint(cameraFromWorld, position);
    if (error > MAX_REPROJECTION_ERROR_PIXELS || !(z > 0)) continue;
    seeds.push((grid.focalX * x) / z + grid.centreX, (grid.focalY * y) / z + grid.centreY, 1 / z);
    inverses.push(1 / z);
  }
  if (inverses.length < MIN_SEEDS) return undefined;
  inverses.sort((a, b) => a - b);
  const quantile = (share: number) => inverses[Math.round(share * (inverses.length - 1))] ?? 0;
  const near = quantile(NEAR_QUANTILE);
  return {
    farthest: FARTHER * quantile(FAR_QUANTILE),
    nearest: NEARER * near,
    limit: NEAREST * near,
    seeds: Float32Array.from(seeds),
  };
}
