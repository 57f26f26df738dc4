import { radians } from '@tiepoint/scene';
import type { PhotoMetadata } from '../photo-facts.ts';
import type { GeographicPosition } from '../set/positions/local-frame.ts';

const EARTH_RADIUS_METRES = 6_371_000;

/** The position of a photo; undefined where its metadata has none. */
export function geographicPositionOf({ latitude, longitude }: PhotoMetadata): GeographicPosition | undefined {
  return latitude === undefined || longitude === undefined ? undefined : { latitude, longitude };
}

/** The great-circle distance in metres (haversine formula on a sphere, within 0.6 %). */
export function metresBetween(one: GeographicPosition, other: GeographicPosition): number {
  const north = Math.sin(radians(other.latitude - one.latitude) / 2) ** 2;
  const east = Math.sin(radians(other.longitude - one.longitude) / 2) ** 2;
  const shrink = Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude));
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(north + shrink * east)));
}
