import { type Pose, transformPoint } from '@tiepoint/scene';
import type { PixelGrid } from '../pixel-grid.ts';
import type { StereoPoint } from '../scene.ts';

/** What the sparse points say about the depths of a view. Inverse depths, one over the model's unit. */
export interface DepthHints {
  /** Range that random depths are drawn from. */
  farthest: number;
  nearest: number;
  /** No surface is nearer than this. */
  limit: number;
  /** Sparse points in the view: x, y in pixels of the grid, inverse depth. */
  seeds: Float32Array;
}

/** Points with a larger error may be wrong. */
const MAX_ERROR_PIXELS = 2;
/** Fewer seeds say nothing. */
const MIN_SEEDS = 3;
/** Quantiles of the inverse depths, and how far beyond them surfaces are looked for. */
const FAR_QUANTILE = 0.01;
const NEAR_QUANTILE = 0.99;
const FARTHER = 0.6;
const NEARER = 1.4;
const NEAREST = 4;

/** Reads hints out of the points that a view sees; undefined where these are too few. */
export function readDepthHints(
  { cameraFromWorld }: Pick<Pose, 'cameraFromWorld'>,
  grid: PixelGrid,
  points: readonly StereoPoint[],
): DepthHints | undefined {
  const seeds: number[] = [];
  const inverses: number[] = [];
  for (const { position, error } of points) {
    const [x, y, z] = transformPoint(cameraFromWorld, position);
    if (error > MAX_ERROR_PIXELS || !(z > 0)) continue;
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
