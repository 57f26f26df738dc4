import { isLocal, type PhotoPosition } from '../metadata/position-of.ts';
import type { Entry } from './entry.ts';

/** Fewer positions align no model. */
const MIN_POSITIONS = 3;
/** Photos from within a narrower spot, as seen from above, align no model; in degrees, it is the extent of a large flight. */
const MIN_EXTENT_METRES = 0.1;

/**
 * Why the local positions of a file can't be metres, as a sentence: below `coordinatesystem local`, Altizure's
 * instructions show latitude and longitude.
 */
export function judgeLocalSpread(entries: readonly Entry<PhotoPosition>[]): string | undefined {
  const positions = entries.map(({ value }) => value).filter(isLocal);
  if (positions.length < MIN_POSITIONS) return undefined;
  const isNarrow = (['x', 'y'] as const).every(
    (axis) => extentOf(positions.map((position) => position[axis])) < MIN_EXTENT_METRES,
  );
  if (!isNarrow) return undefined;
  return 'All positions have nearly the same x and y, and local ones are in metres. For latitude and longitude in degrees, write coordinatesystem wgs84.';
}

function extentOf(values: readonly number[]): number {
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  return most - least;
}
