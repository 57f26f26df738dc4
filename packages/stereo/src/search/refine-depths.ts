import type { Kernel } from '../kernel.ts';
import { type ImagedView, type InverseReader, loadViews, type StereoSet } from './estimate-depths.ts';
import { HYPOTHESIS_FLOATS } from './initial-hypotheses.ts';

/** A view whose depths were estimated. */
export interface EstimatedView extends ImagedView {
  readInverses: InverseReader;
}

const REGIONS = 4;
const DEPTH_CHANGE = 0.003;
const SLOPE_CHANGE = 0.1;

/**
 * Refines estimated planes with geometric consistency: one more iteration over all neighbours, whose cost includes the
 * reprojection error against the neighbours' own depths. Takes and returns `HYPOTHESIS_FLOATS` floats per pixel.
 * After J. Schönberger et al., "Pixelwise View Selection for Unstructured Multi-View Stereo" (2016), section 4.5.
 */
export function refineDepths(
  kernel: Kernel,
  hypotheses: Float32Array,
  {
    reference,
    neighbours,
    prior,
    seed,
  }: Pick<StereoSet, 'reference' | 'seed'> & {
    neighbours: readonly EstimatedView[];
    prior: Pick<StereoSet['prior'], 'limit'>;
  },
): Float32Array {
  kernel.clear();
  const inverses = neighbours.map(({ readInverses }) => readInverses);
  const tables = loadViews(kernel, { reference, neighbours, limit: prior.limit, inverses });
  const planes = kernel.floats(tables.hypotheses, tables.pixels * HYPOTHESIS_FLOATS);
  planes.set(hypotheses);
  kernel.seed(seed);
  kernel.evaluateHypotheses();
  kernel.propagate(REGIONS, DEPTH_CHANGE, SLOPE_CHANGE, 1 / reference.grid.focalX, 0);
  return planes.slice();
}
