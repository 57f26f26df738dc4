import type { DepthHints } from './depth-hints.ts';
import { HYPOTHESIS_FLOATS } from './first-hypotheses.ts';
import type { Kernel } from './kernel.ts';
import {
  type DepthSearch,
  type InverseReader,
  layOut,
  type PicturedView,
  readResult,
} from './search-depths.ts';

/** A view with what was found for its pixels. */
export interface SearchedView extends PicturedView {
  readInverses: InverseReader;
}

const REGIONS = 8;
const DEPTH_CHANGE = 0.003;
const SLOPE_CHANGE = 0.1;

/**
 * Searches once more, with what the neighbours have found for the same surface counted in: planes that no neighbour
 * confirms give way.
 */
export function checkDepths(
  kernel: Kernel,
  reference: PicturedView,
  found: DepthSearch,
  neighbours: readonly SearchedView[],
  hints: Pick<DepthHints, 'limit'>,
  seed: number,
): DepthSearch {
  kernel.clear();
  const known = neighbours.map(({ readInverses }) => readInverses);
  const { hypotheses, viewMasks, pixels } = layOut(kernel, reference, neighbours, hints, known);
  kernel.floats(hypotheses, pixels * HYPOTHESIS_FLOATS).set(found.hypotheses);
  kernel.bytes(viewMasks, pixels).set(found.viewMasks);
  kernel.seed(seed);
  kernel.rateHypotheses();
  kernel.improve(REGIONS, DEPTH_CHANGE, SLOPE_CHANGE, 1 / reference.grid.focalX, 0);
  return readResult(kernel, hypotheses, viewMasks, pixels);
}
