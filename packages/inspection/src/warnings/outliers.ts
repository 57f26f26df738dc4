import { median } from '../set/median.ts';

/** The median absolute deviation times this is the standard deviation of normally distributed values. */
const MAD_TO_DEVIATION = 1.4826;
/** Only what lies this many deviations off is told: a set that is spread out has no outliers. */
const DEVIATIONS = 10;
/** Of fewer, nothing can be said. */
const MIN_VALUES = 3;

/**
 * How far a value may lie above the others and still belong to them: median and median absolute deviation, which
 * outliers hardly move, and never less than `floor`. C. Leys et al., "Detecting outliers: do not use standard
 * deviation around the mean, use absolute deviation around the median", J. Exp. Soc. Psychol. 49, 2013.
 */
export function upperLimit(values: readonly number[], floor: number): number {
  if (values.length < MIN_VALUES) return Number.POSITIVE_INFINITY;
  const middle = median(values) ?? 0;
  const deviation = MAD_TO_DEVIATION * (median(values.map((value) => Math.abs(value - middle))) ?? 0);
  return Math.max(floor, middle + DEVIATIONS * deviation);
}
