import { type GreyImage, halveImage, packNeighbours } from '../grey-image.ts';
import type { Kernel } from '../kernel.ts';
import { halveGrid, type PixelGrid, transferBetween } from '../pixel-grid.ts';
import { createRandom } from '../random.ts';
import type { StereoView } from '../scene.ts';
import type { DepthPrior } from './depth-prior.ts';
import { HYPOTHESIS_FLOATS, initialiseHypotheses } from './initial-hypotheses.ts';

/** A view with its image. */
export interface ImagedView {
  view: StereoView;
  grid: PixelGrid;
  image: GreyImage;
}

/** The best plane found for each pixel of a view, and the mask of the neighbours that are compared there. */
interface DepthSearch {
  hypotheses: Float32Array;
  viewMasks: Uint8Array;
}

/** Fills a table with the inverse depths of a view, one per pixel; 0 where unknown. */
export type InverseReader = (target: Float32Array) => void;

/** Iterations at half resolution, with the perturbations of depth (share) and slope (share of one pixel's) of the first. */
const COARSE_ROUNDS = 4;
const COARSE_DEPTH_CHANGE = 0.05;
const COARSE_SLOPE_CHANGE = 0.8;
const SLOPE_DECAY = 0.6;
/** The first iterations try random depths too; after them only the best views of each pixel are compared. */
const WIDE_ROUNDS = 2;
const BEST_VIEWS = 3;
/** Iterations at full resolution, which propagate from near regions only: far ones were propagated at half resolution. */
const FINE_ROUNDS = 2;
const NEAR_REGIONS = 4;
const FINE_DEPTH_CHANGE = 0.008;
const FINE_SLOPE_CHANGE = 0.2;
const ALL_REGIONS = 8;
/** The steepest surface: about 76 degrees to the image plane. */
const MAX_SLOPE = 4;

/** A reference view with its neighbours. */
export interface StereoSet {
  reference: ImagedView;
  neighbours: readonly ImagedView[];
  prior: DepthPrior;
  seed: number;
}

/**
 * Estimates the depth of each pixel of a reference view by photometric consistency with its neighbours: PatchMatch
 * multi-view stereo, first at half resolution, then at full. Returns `HYPOTHESIS_FLOATS` floats per pixel. After C. Barnes
 * et al., "PatchMatch" (2009); M. Bleyer et al., "PatchMatch Stereo" (2011); Q. Xu, W. Tao, "Multi-Scale Geometric
 * Consistency Guided Multi-View Stereo" (2019).
 */
export function estimateDepths(kernel: Kernel, set: StereoSet): Float32Array {
  const { reference, neighbours, prior, seed } = set;
  const coarse = estimateCoarsely(kernel, set);
  kernel.clear();
  const tables = loadViews(kernel, { reference, neighbours, limit: prior.limit });
  enlarge(coarse, readTables(kernel, tables), { from: halveGrid(reference.grid), to: reference.grid });
  kernel.seed(seed + 1);
  kernel.evaluateHypotheses();
  for (let round = 0; round < FINE_ROUNDS; round++) {
    const depthChange = FINE_DEPTH_CHANGE / 4 ** round;
    const slopeChange = FINE_SLOPE_CHANGE / 2 ** round;
    kernel.propagate(NEAR_REGIONS, depthChange, slopeChange, 1 / reference.grid.focalX, 0);
  }
  return readTables(kernel, tables).hypotheses.slice();
}

function estimateCoarsely(kernel: Kernel, { reference, neighbours, prior, seed }: StereoSet): DepthSearch {
  const half = halveView(reference);
  const halfPrior = { ...prior, seeds: prior.seeds.map((value, index) => halveSeed(value, index)) };
  kernel.clear();
  const views = { reference: half, neighbours: neighbours.map(halveView), limit: prior.limit };
  const tables = loadViews(kernel, views);
  const { hypotheses } = readTables(kernel, tables);
  initialiseHypotheses(hypotheses, half.grid, { prior: halfPrior, random: createRandom(seed) });
  kernel.seed(seed);
  kernel.setDepthRange(prior.farthest, prior.nearest);
  kernel.evaluateHypotheses();
  for (let round = 0; round < COARSE_ROUNDS; round++) {
    if (round === WIDE_ROUNDS) kernel.selectViews(BEST_VIEWS);
    const depthChange = COARSE_DEPTH_CHANGE / 2 ** round;
    const slopeChange = COARSE_SLOPE_CHANGE * SLOPE_DECAY ** round;
    const anywhere = round < WIDE_ROUNDS ? 1 : 0;
    kernel.propagate(ALL_REGIONS, depthChange, slopeChange, 1 / half.grid.focalX, anywhere);
  }
  const result = readTables(kernel, tables);
  return { hypotheses: result.hypotheses.slice(), viewMasks: result.viewMasks.slice() };
}

/** Pointers of the tables of a reference view in the kernel's memory. */
interface KernelTables {
  hypotheses: number;
  viewMasks: number;
  pixels: number;
}

/** Loads the images of a view and its neighbours into the kernel's memory, and allocates the hypotheses. */
export function loadViews(
  kernel: Kernel,
  {
    reference,
    neighbours,
    limit,
    inverses,
  }: {
    reference: ImagedView;
    neighbours: readonly ImagedView[];
    /** The largest inverse depth. */
    limit: number;
    /** Of each neighbour, where geometric consistency counts too. */
    inverses?: readonly InverseReader[];
  },
): KernelTables {
  const { grid, image } = reference;
  const pixels = grid.width * grid.height;
  const grey = kernel.reserve(pixels);
  const hypotheses = kernel.reserve(pixels * HYPOTHESIS_FLOATS * Float32Array.BYTES_PER_ELEMENT);
  const viewMasks = kernel.reserve(pixels);
  const bestViewPairs = kernel.reserve(pixels);
  kernel.bytes(grey, pixels).set(image.pixels);
  kernel.bytes(viewMasks, pixels).fill((1 << neighbours.length) - 1);
  const maxSlope = MAX_SLOPE / grid.focalX;
  kernel.setReference(grid.width, grid.height, grey, hypotheses, viewMasks, bestViewPairs, limit, maxSlope);
  for (const [index, other] of neighbours.entries()) {
    const bytes = other.image.pixels.length * 4;
    const packed = kernel.reserve(bytes);
    packNeighbours(other.image, kernel.bytes(packed, bytes));
    kernel.setSource(index, packed, loadInverses(kernel, other.grid, inverses?.[index]));
    kernel.describeSource(index, other.grid, {
      sourceFromReference: transferBetween(other, reference),
      referenceFromSource: transferBetween(reference, other),
    });
  }
  kernel.setSources(neighbours.length, inverses ? 1 : 0);
  return { hypotheses, viewMasks, pixels };
}

/** The tables in the kernel's memory; invalid after the next `reserve`. */
function readTables(kernel: Kernel, { hypotheses, viewMasks, pixels }: KernelTables): DepthSearch {
  return {
    hypotheses: kernel.floats(hypotheses, pixels * HYPOTHESIS_FLOATS),
    viewMasks: kernel.bytes(viewMasks, pixels),
  };
}

function loadInverses(kernel: Kernel, { width, height }: PixelGrid, read: InverseReader | undefined): number {
  if (!read) return 0;
  const floats = width * height;
  const pointer = kernel.reserve(floats * Float32Array.BYTES_PER_ELEMENT);
  read(kernel.floats(pointer, floats));
  return pointer;
}

function halveView({ view, grid, image }: ImagedView): ImagedView {
  return { view, grid: halveGrid(grid), image: halveImage(image) };
}

/** Seeds are x, y and inverse depth of each point; pixels halve as in `halveGrid`. */
function halveSeed(value: number, index: number): number {
  return index % 3 === 2 ? value : (value + 0.5) / 2 - 0.5;
}

/** Copies the planes of a grid at half resolution to the full one. */
function enlarge(
  coarse: DepthSearch,
  { hypotheses, viewMasks }: DepthSearch,
  { from, to }: { from: PixelGrid; to: PixelGrid },
): void {
  for (let y = 0; y < to.height; y++) {
    const row = Math.min(y >> 1, from.height - 1);
    const awayY = (y + 0.5) / 2 - 0.5 - row;
    for (let x = 0; x < to.width; x++) {
      const column = Math.min(x >> 1, from.width - 1);
      const awayX = (x + 0.5) / 2 - 0.5 - column;
      const source = (row * from.width + column) * HYPOTHESIS_FLOATS;
      const target = (y * to.width + x) * HYPOTHESIS_FLOATS;
      const slopeX = coarse.hypotheses[source + 1]!;
      const slopeY = coarse.hypotheses[source + 2]!;
      hypotheses[target] = coarse.hypotheses[source]! + slopeX * awayX + slopeY * awayY;
      hypotheses[target + 1] = slopeX / 2;
      hypotheses[target + 2] = slopeY / 2;
      viewMasks[y * to.width + x] = coarse.viewMasks[row * from.width + column]!;
    }
  }
}
