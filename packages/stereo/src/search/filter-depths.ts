import type { DepthMap, NormalMap, Vector3 } from '@tiepoint/scene';
import type { Kernel } from '../kernel.ts';
import type { PixelGrid } from '../pixel-grid.ts';
import { type ImagedView, loadViews } from './estimate-depths.ts';
import { findForegroundFattening } from './find-foreground-fattening.ts';
import { HYPOTHESIS_FLOATS } from './initial-hypotheses.ts';
import type { EstimatedView } from './refine-depths.ts';

/** Depth and normal map of a view. */
export interface FilteredDepths extends DepthMap, NormalMap {
  /** Share of the pixels with a depth. */
  coverage: number;
}

/** Largest cost of a reliable plane: a correlation of about 0.4 with a small geometric error. */
const MAX_COST = 0.65;
/** A neighbour confirms a depth that differs from its own by less than this share. */
const MAX_DEPTH_DIFFERENCE = 0.01;
/** Slopes are averaged with those of eight pixels at this distance, … */
const SLOPE_REACH = 2;
/** … where their inverse depths continue the plane within this share. */
const SAME_SURFACE = 0.005;

/**
 * Filters refined planes: keeps those with a low cost whose depth at least one neighbour confirms, removes foreground
 * fattening, and converts the rest to depths and normals. Takes `HYPOTHESIS_FLOATS` floats per pixel.
 */
export function filterDepths(
  kernel: Kernel,
  hypotheses: Float32Array,
  { reference, neighbours }: { reference: ImagedView; neighbours: readonly EstimatedView[] },
): FilteredDepths {
  kernel.clear();
  const inverses = neighbours.map(({ readInverses }) => readInverses);
  const tables = loadViews(kernel, { reference, neighbours, limit: 1, inverses });
  const { pixels } = tables;
  kernel.floats(tables.hypotheses, hypotheses.length).set(hypotheses);
  const counts = kernel.reserve(pixels);
  kernel.countConsistent(counts, MAX_DEPTH_DIFFERENCE);
  const consistent = kernel.bytes(counts, pixels);
  const fattened = findForegroundFattening(hypotheses, reference.image);
  return writeMaps(reference.grid, hypotheses, (pixel, cost) => {
    return cost < MAX_COST && consistent[pixel]! > 0 && fattened[pixel] === 0;
  });
}

function writeMaps(
  grid: PixelGrid,
  hypotheses: Float32Array,
  keep: (pixel: number, cost: number) => boolean,
): FilteredDepths {
  const { width, height } = grid;
  const pixels = width * height;
  const depths = new Float32Array(pixels);
  const normals = new Float32Array(3 * pixels);
  let kept = 0;
  for (let pixel = 0; pixel < pixels; pixel++) {
    const at = pixel * HYPOTHESIS_FLOATS;
    if (!keep(pixel, hypotheses[at + 3]!)) continue;
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    const w = hypotheses[at]!;
    const [wx, wy] = slopeAround(grid, hypotheses, [x, y]);
    // COLMAP takes a map's value as the depth at the pixel's upper left corner: the plane gives the depth there.
    const atCorner = w - (wx + wy) / 2;
    if (!(atCorner > 0)) continue;
    depths[pixel] = 1 / atCorner;
    const normal = normalOf(grid, [w, wx, wy], [x, y]);
    for (let axis = 0; axis < 3; axis++) normals[axis * pixels + pixel] = normal[axis]!;
    kept++;
  }
  return { width, height, depths, normals, coverage: kept / pixels };
}

/** The mean slope of a pixel's plane and of planes around it that continue it: a single window's slope is noisy. */
function slopeAround(
  { width, height }: PixelGrid,
  hypotheses: Float32Array,
  [x, y]: readonly [number, number],
): [number, number] {
  const own = (y * width + x) * HYPOTHESIS_FLOATS;
  const w = hypotheses[own]!;
  const wx = hypotheses[own + 1]!;
  const wy = hypotheses[own + 2]!;
  let [sumX, sumY, count] = [0, 0, 0];
  for (let dy = -SLOPE_REACH; dy <= SLOPE_REACH; dy += SLOPE_REACH) {
    if (y + dy < 0 || y + dy >= height) continue;
    for (let dx = -SLOPE_REACH; dx <= SLOPE_REACH; dx += SLOPE_REACH) {
      if (x + dx < 0 || x + dx >= width) continue;
      const at = own + (dy * width + dx) * HYPOTHESIS_FLOATS;
      const apart = hypotheses[at]! - (w + wx * dx + wy * dy);
      if (Math.abs(apart) > SAME_SURFACE * w || hypotheses[at + 3]! >= MAX_COST) continue;
      sumX += hypotheses[at + 1]!;
      sumY += hypotheses[at + 2]!;
      count++;
    }
  }
  return count > 0 ? [sumX / count, sumY / count] : [wx, wy];
}

/** The plane w + wx dx + wy dy in inverse depth is n · X = const with n = Kᵀ (wx, wy, w at the origin). */
function normalOf(
  { focalX, focalY, centreX, centreY }: PixelGrid,
  [w, wx, wy]: Vector3,
  [x, y]: readonly [number, number],
): Vector3 {
  const atOrigin = w - wx * x - wy * y;
  const [nx, ny] = [-focalX * wx, -focalY * wy];
  const nz = -(centreX * wx + centreY * wy + atOrigin);
  const length = Math.hypot(nx, ny, nz) || 1;
  return [nx / length, ny / length, nz / length];
}
