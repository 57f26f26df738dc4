import type { Kernel } from '../kernel.ts';
import type { DepthHints } from './depth-hints.ts';
import { HYPOTHESIS_FLOATS } from './first-hypotheses.ts';
import { type InverseReader, layOut, type PicturedView } from './search-depths.ts';

/** A view with what was found for its pixels. */
export interface SearchedView extends PicturedView {
  readInverses: InverseReader;
}

const REGIONS = 4;
const DEPTH_CHANGE = 0.003;
const SLOPE_CHANGE = 0.1;

/**
 * Searches the planes that were found once more, in all neighbours, with what these have found for the same surface
 * counted in: planes that no neighbour confirms give way.
 */
export function checkDepths(
  kernel: Kernel,
  reference: PicturedView,
  found: Float32Array,
  neighbours: readonly SearchedView[],
  hints: Pick<DepthHints, 'limit'>,
  seed: number,
): Float32Array {
  kernel.clear();
  const known = neighbours.map(({ readInverses }) => readInverses);
  const { hypotheses, pixels } = layOut(kernel, reference, neighbours, hints, known);
  const planes = kernel.floats(hypotheses, pixels * HYPOTHESIS_FLOATS);
  planes.set(found);
  kernel.seed(seed);
  kernel.rateHypotheses();
  kernel.improve(REGIONS, DEPTH_CHANGE, SLOPE_CHANGE, 1 / reference.grid.focalX, 0);
  return planes.slice();
}
