import type { PixelGrid } from '../pixel-grid.ts';
import type { DepthPrior } from './depth-prior.ts';

/** Floats of a plane hypothesis: inverse depth, its change per pixel to the right and down, cost. */
export const HYPOTHESIS_FLOATS = 4;

/** Side of the squares in which tie points are looked up. */
const BUCKET_PIXELS = 16;
/** Fewest tie points to choose from. */
const MIN_CHOICE = 6;
/** The chosen inverse depth is perturbed by up to this share. */
const JITTER = 0.02;

/**
 * Initialises the plane of each pixel of a grid in `target`: the inverse depth of a random tie point nearby, so that at a
 * depth discontinuity both sides are candidates, and a random slope.
 */
export function initialiseHypotheses(
  target: Float32Array,
  grid: PixelGrid,
  { prior, random }: { prior: DepthPrior; random: () => number },
): void {
  const choices = gatherChoices(grid, prior.seeds);
  const columns = Math.ceil(grid.width / BUCKET_PIXELS);
  for (let y = 0; y < grid.height; y++) {
    const bucketRow = Math.floor(y / BUCKET_PIXELS) * columns;
    for (let x = 0; x < grid.width; x++) {
      const choice = choices[bucketRow + Math.floor(x / BUCKET_PIXELS)] ?? [];
      const chosen = choice[Math.floor(random() * choice.length)] ?? prior.nearest;
      const inverse = chosen * (1 + JITTER * (2 * random() - 1));
      const at = (y * grid.width + x) * HYPOTHESIS_FLOATS;
      target[at] = inverse;
      target[at + 1] = ((2 * random() - 1) * inverse) / grid.focalX;
      target[at + 2] = ((2 * random() - 1) * inverse) / grid.focalX;
      target[at + 3] = 0;
    }
  }
}

/** For each square of pixels the inverse depths in the smallest block of squares around it that holds enough. */
function gatherChoices(grid: PixelGrid, seeds: Float32Array): number[][] {
  const columns = Math.ceil(grid.width / BUCKET_PIXELS);
  const rows = Math.ceil(grid.height / BUCKET_PIXELS);
  const buckets = Array.from({ length: columns * rows }, (): number[] => []);
  for (let at = 0; at < seeds.length; at += 3) {
    const column = Math.floor((seeds[at] ?? 0) / BUCKET_PIXELS);
    const row = Math.floor((seeds[at + 1] ?? 0) / BUCKET_PIXELS);
    if (column < 0 || row < 0 || column >= columns || row >= rows) continue;
    buckets[row * columns + column]?.push(seeds[at + 2] ?? 0);
  }
  return buckets.map((_, index) => {
    const [row, column] = [Math.floor(index / columns), index % columns];
    for (let reach = 0; reach < Math.max(columns, rows); reach++) {
      const found = collect({ buckets, columns, rows }, { row, column }, reach);
      if (found.length >= MIN_CHOICE) return found;
    }
    return buckets.flat();
  });
}

function collect(
  { buckets, columns, rows }: { buckets: readonly number[][]; columns: number; rows: number },
  { row, column }: { row: number; column: number },
  reach: number,
): number[] {
  const found: number[] = [];
  for (let r = Math.max(0, row - reach); r <= Math.min(rows - 1, row + reach); r++) {
    for (let c = Math.max(0, column - reach); c <= Math.min(columns - 1, column + reach); c++) {
      found.push(...(buckets[r * columns + c] ?? []));
    }
  }
  return found;
}
