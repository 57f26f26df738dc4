import { type GreyPicture, halvePicture, packNeighbours } from '../grey-picture.ts';
import type { Kernel } from '../kernel.ts';
import { halveGrid, type PixelGrid, transferBetween } from '../pixel-grid.ts';
import { createRandom } from '../random.ts';
import type { StereoView } from '../scene.ts';
import type { DepthHints } from './depth-hints.ts';
import { HYPOTHESIS_FLOATS, layFirstHypotheses } from './first-hypotheses.ts';

/** A view with its pixels. */
export interface PicturedView {
  view: StereoView;
  grid: PixelGrid;
  picture: GreyPicture;
}

/** The best plane found for each pixel of a view, and which neighbours see it. */
interface DepthSearch {
  hypotheses: Float32Array;
  viewMasks: Uint8Array;
}

/** Fills a table with the inverse depths of a view, one a pixel; 0 where none is known. */
export type InverseReader = (target: Float32Array) => void;

/** Rounds at half size: changes of depth (share) and slope (share of one pixel's), halved and lowered each round. */
const COARSE_ROUNDS = 4;
const COARSE_DEPTH_CHANGE = 0.05;
const COARSE_SLOPE_CHANGE = 0.8;
const SLOPE_DECAY = 0.6;
/** In the first rounds any depth is tried as well; after them only the best views of each pixel go on. */
const WIDE_ROUNDS = 2;
const BEST_VIEWS = 3;
/** Rounds at full size, from near around alone, as planes from afar have come at half size; ever finer. */
const FINE_ROUNDS = 2;
const NEAR_REGIONS = 4;
const FINE_DEPTH_CHANGE = 0.008;
const FINE_SLOPE_CHANGE = 0.2;
const ALL_REGIONS = 8;
/** Steepest surface: about 76 degrees against the picture. */
const MAX_SLOPE = 4;

/**
 * Searches the depth of each pixel of a view by how alike its neighbours look: PatchMatch multi-view stereo (Barnes et
 * al. 2009, Bleyer et al. 2011, Xu and Tao 2019), first at half size, then at full. Gives `HYPOTHESIS_FLOATS` floats a
 * pixel.
 */
export function searchDepths(
  kernel: Kernel,
  reference: PicturedView,
  neighbours: readonly PicturedView[],
  hints: DepthHints,
  seed: number,
): Float32Array {
  const coarse = searchCoarsely(kernel, reference, neighbours, hints, seed);
  kernel.clear();
  const { hypotheses, viewMasks, pixels } = layOut(kernel, reference, neighbours, hints);
  enlarge(coarse, kernel.floats(hypotheses, pixels * HYPOTHESIS_FLOATS), kernel.bytes(viewMasks, pixels), {
    from: halveGrid(reference.grid),
    to: reference.grid,
  });
  kernel.seed(seed + 1);
  kernel.rateHypotheses();
  for (let round = 0; round < FINE_ROUNDS; round++) {
    const depthChange = FINE_DEPTH_CHANGE / 4 ** round;
    const slopeChange = FINE_SLOPE_CHANGE / 2 ** round;
    kernel.improve(NEAR_REGIONS, depthChange, slopeChange, 1 / reference.grid.focalX, 0);
  }
  return kernel.floats(hypotheses, pixels * HYPOTHESIS_FLOATS).slice();
}

function searchCoarsely(
  kernel: Kernel,
  reference: PicturedView,
  neighbours: readonly PicturedView[],
  hints: DepthHints,
  seed: number,
): DepthSearch {
  const half = halveView(reference);
  const halfHints = { ...hints, seeds: hints.seeds.map((value, index) => halveSeed(value, index)) };
  kernel.clear();
  const { hypotheses, viewMasks, pixels } = layOut(kernel, half, neighbours.map(halveView), halfHints);
  const target = kernel.floats(hypotheses, pixels * HYPOTHESIS_FLOATS);
  layFirstHypotheses(half.grid, halfHints, createRandom(seed), target);
  kernel.seed(seed);
  kernel.setDepthRange(hints.farthest, hints.nearest);
  kernel.rateHypotheses();
  for (let round = 0; round < COARSE_ROUNDS; round++) {
    if (round === WIDE_ROUNDS) kernel.chooseViews(BEST_VIEWS);
    const depthChange = COARSE_DEPTH_CHANGE / 2 ** round;
    const slopeChange = COARSE_SLOPE_CHANGE * SLOPE_DECAY ** round;
    const anywhere = round < WIDE_ROUNDS ? 1 : 0;
    kernel.improve(ALL_REGIONS, depthChange, slopeChange, 1 / half.grid.focalX, anywhere);
  }
  return readResult(kernel, hypotheses, viewMasks, pixels);
}

/** Lays the pictures of a view and its neighbours into the kernel's memory, with room for the hypotheses. */
export function layOut(
  kernel: Kernel,
  reference: PicturedView,
  neighbours: readonly PicturedView[],
  { limit }: Pick<DepthHints, 'limit'>,
  neighbourInverses?: readonly InverseReader[],
): { hypotheses: number; viewMasks: number; pixels: number } {
  const { grid, picture } = reference;
  const pixels = grid.width * grid.height;
  const grey = kernel.reserve(pixels);
  const hypotheses = kernel.reserve(pixels * HYPOTHESIS_FLOATS * Float32Array.BYTES_PER_ELEMENT);
  const viewMasks = kernel.reserve(pixels);
  const favourites = kernel.reserve(pixels);
  kernel.bytes(grey, pixels).set(picture.pixels);
  kernel.bytes(viewMasks, pixels).fill((1 << neighbours.length) - 1);
  const maxSlope = MAX_SLOPE / grid.focalX;
  kernel.setReference(grid.width, grid.height, grey, hypotheses, viewMasks, favourites, limit, maxSlope);
  for (const [index, other] of neighbours.entries()) {
    const bytes = other.picture.pixels.length * 4;
    const packed = kernel.reserve(bytes);
    packNeighbours(other.picture, kernel.bytes(packed, bytes));
    const inverses = layInverses(kernel, other.grid, neighbourInverses?.[index]);
    kernel.setSource(index, packed, inverses);
    kernel.describeSource(
      index,
      other.grid,
      transferBetween(other, reference),
      transferBetween(reference, other),
    );
  }
  kernel.setSources(neighbours.length, neighbourInverses ? 1 : 0);
  return { hypotheses, viewMasks, pixels };
}

/** Copies a result out of the kernel's memory. */
function readResult(kernel: Kernel, hypotheses: number, viewMasks: number, pixels: number): DepthSearch {
  return {
    hypotheses: kernel.floats(hypotheses, pixels * HYPOTHESIS_FLOATS).slice(),
    viewMasks: kernel.bytes(viewMasks, pixels).slice(),
  };
}

function layInverses(kernel: Kernel, { width, height }: PixelGrid, read: InverseReader | undefined): number {
  if (!read) return 0;
  const floats = width * height;
  const pointer = kernel.reserve(floats * Float32Array.BYTES_PER_ELEMENT);
  read(kernel.floats(pointer, floats));
  return pointer;
}

function halveView({ view, grid, picture }: PicturedView): PicturedView {
  return { view, grid: halveGrid(grid), picture: halvePicture(picture) };
}

/** Seeds are x, y and an inverse depth in turn; pixels halve as in `halveGrid`. */
function halveSeed(value: number, index: number): number {
  return index % 3 === 2 ? value : (value + 0.5) / 2 - 0.5;
}

/** Takes the planes of a half-sized grid over to the full one. */
function enlarge(
  coarse: DepthSearch,
  hypotheses: Float32Array,
  viewMasks: Uint8Array,
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
      const slopeX = coarse.hypotheses[source + 1] as number;
      const slopeY = coarse.hypotheses[source + 2] as number;
      hypotheses[target] = (coarse.hypotheses[source] as number) + slopeX * awayX + slopeY * awayY;
      hypotheses[target + 1] = slopeX / 2;
      hypotheses[target + 2] = slopeY / 2;
      viewMasks[y * to.width + x] = coarse.viewMasks[row * from.width + column] as number;
    }
  }
}
