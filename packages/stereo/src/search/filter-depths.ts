import type { DepthMap, NormalMap, Vector3 } from '@tiepoint/scene';
import type { Kernel } from '../kernel.ts';
import type { PixelGrid } from '../pixel-grid.ts';
import type { SearchedView } from './check-depths.ts';
import { findFringes } from './find-fringes.ts';
import { HYPOTHESIS_FLOATS } from './first-hypotheses.ts';
import { layOut, type PicturedView } from './search-depths.ts';

/** Depths and normals of the pixels of a view. */
export interface FilteredDepths extends DepthMap, NormalMap {
  /** Share of the pixels that have a depth. */
  coverage: number;
}

/** Costs above this are doubtful: a correlation of about 0.4 and depths that don't quite agree. */
const MAX_COST = 0.65;
/** A neighbour's depth confirms one that differs by less than this share. */
const AGREEMENT = 0.01;
/** Slopes are averaged with those of the eight pixels so far away, … */
const SLOPE_REACH = 2;
/** … where inverse depths continue the plane within this share. */
const SAME_SURFACE = 0.005;

/** Keeps the planes that are cheap and confirmed by a neighbour, and turns them into depths and normals. */
export function filterDepths(
  kernel: Kernel,
  reference: PicturedView,
  hypotheses: Float32Array,
  neighbours: readonly SearchedView[],
): FilteredDepths {
  kernel.clear();
  const known = neighbours.map(({ readInverses }) => readInverses);
  const table = layOut(kernel, reference, neighbours, { limit: 1 }, known);
  const { pixels } = table;
  kernel.floats(table.hypotheses, hypotheses.length).set(hypotheses);
  const counts = kernel.reserve(pixels);
  kernel.countAgreeing(counts, AGREEMENT);
  const agreeing = kernel.bytes(counts, pixels);
  const fringes = findFringes(hypotheses, reference.picture);
  return writeMap(reference.grid, hypotheses, (pixel, cost) => {
    return cost < MAX_COST && (agreeing[pixel] as number) > 0 && fringes[pixel] === 0;
  });
}

function writeMap(
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
    if (!keep(pixel, hypotheses[at + 3] as number)) continue;
    const [x, y] = [pixel % width, Math.floor(pixel / width)];
    const w = hypotheses[at] as number;
    const [wx, wy] = slopeAround(grid, hypotheses, x, y);
    // COLMAP takes a map's value to be at the pixel's upper left corner; the plane tells what it is there.
    const atCorner = w - (wx + wy) / 2;
    if (!(atCorner > 0)) continue;
    depths[pixel] = 1 / atCorner;
    const normal = normalOf(grid, w, wx, wy, x, y);
    for (let axis = 0; axis < 3; axis++) normals[axis * pixels + pixel] = normal[axis] as number;
    kept++;
  }
  return { width, height, depths, normals, coverage: kept / pixels };
}

/** The mean slope of a pixel's plane and of those around that continue it: a window alone knows its slope badly. */
function slopeAround(
  { width, height }: PixelGrid,
  hypotheses: Float32Array,
  x: number,
  y: number,
): [number, number] {
  const own = (y * width + x) * HYPOTHESIS_FLOATS;
  const w = hypotheses[own] as number;
  const wx = hypotheses[own + 1] as number;
  const wy = hypotheses[own + 2] as number;
  let [sumX, sumY, count] = [0, 0, 0];
  for (let dy = -SLOPE_REACH; dy <= SLOPE_REACH; dy += SLOPE_REACH) {
    if (y + dy < 0 || y + dy >= height) continue;
    for (let dx = -SLOPE_REACH; dx <= SLOPE_REACH; dx += SLOPE_REACH) {
      if (x + dx < 0 || x + dx >= width) continue;
      const at = own + (dy * width + dx) * HYPOTHESIS_FLOATS;
      const apart = (hypotheses[at] as number) - (w + wx * dx + wy * dy);
      if (Math.abs(apart) > SAME_SURFACE * w || (hypotheses[at + 3] as number) >= MAX_COST) continue;
      sumX += hypotheses[at + 1] as number;
      sumY += hypotheses[at + 2] as number;
      count++;
    }
  }
  return count > 0 ? [sumX / count, sumY / count] : [wx, wy];
}

/** The plane w + wx dx + wy dy in inverse depth is n · X = const with n = Kᵀ (wx, wy, w at the origin). */
function normalOf(
  { focalX, focalY, centreX, centreY }: PixelGrid,
  w: number,
  wx: number,
  wy: number,
  x: number,
  y: number,
): Vector3 {
  const atOrigin = w - wx * x - wy * y;
  const [nx, ny] = [-focalX * wx, -focalY * wy];
  const nz = -(centreX * wx + centreY * wy + atOrigin);
  const length = Math.hypot(nx, ny, nz) || 1;
  return [nx / length, ny / length, nz / length];
}
