import { median } from '../set/median.ts';

/** The median absolute deviation times this is the standard deviation of normally distributed values. */
const MAD_TO_DEVIATION = 1.4826;
/** An outlier is so many standard deviations off: widely scattered values have no outliers. */
const DEVIATIONS = 10;
/** Fewer values have no outliers. */
const MIN_VALUES = 3;

/**
 * The limit above which a value is an outlier, from the median and the median absolute deviation; at least `floor`. C. Leys et al., "Detecting outliers: do not use standard
 * deviation around the mean, use absolute deviation around the median", J. Exp. Soc. Psychol. 49, 2013.
 */
export function upperLimit(values: readonly number[], floor: number): number {
  if (values.length < MIN_VALUES) return Number.POSITIVE_INFINITY;
  const middle = median(values) ?? 0;
  const deviation = MAD_TO_DEVIATION * (median(values.map((value) => Math.abs(value - middle))) ?? 0);
  return Math.max(floor, middle + DEVIATIONS * deviation);
}
