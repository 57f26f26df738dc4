import type { GeodeticPosition } from '@tiepoint/inspection';
import { ecefFromGeodetic, type Geodetic, geodeticFromEcef, type Vector3 } from '@tiepoint/scene';

/** The middle of positions on earth, which outliers do not move, also at the 180th meridian and at a pole. */
export function middleOf(positions: readonly GeodeticPosition[]): Geodetic {
  const altitude = medianOf(
    positions.flatMap((position) => (position.altitude === undefined ? [] : [position.altitude])),
  );
  const places = positions.map((position) => ecefFromGeodetic({ ...position, altitude: 0 }));
  const along = (axis: 0 | 1 | 2) => medianOf(places.map((place) => place[axis]));
  const middle: Vector3 = [along(0), along(1), along(2)];
  const { latitude, longitude } = geodeticFromEcef(middle);
  return { latitude, longitude, altitude };
}

/** The median; 0 of nothing. */
export function medianOf(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const half = sorted.length >> 1;
  if (sorted.length === 0) return 0;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
