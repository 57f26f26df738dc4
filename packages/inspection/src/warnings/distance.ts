import { radians } from '@tiepoint/scene';
import type { PhotoMetadata } from '../photo-facts.ts';

/** Degrees WGS 84. */
export interface Place {
  latitude: number;
  longitude: number;
}

const EARTH_RADIUS_METRES = 6_371_000;

/** Where a photo was taken, if that is known. */
export function placeOf({ latitude, longitude }: PhotoMetadata): Place | undefined {
  return latitude === undefined || longitude === undefined ? undefined : { latitude, longitude };
}

/** Metres between two places over the ground (haversine on a sphere, within 0.6 %). */
export function metresBetween(one: Place, other: Place): number {
  const north = Math.sin(radians(other.latitude - one.latitude) / 2) ** 2;
  const east = Math.sin(radians(other.longitude - one.longitude) / 2) ** 2;
  const shrink = Math.cos(radians(one.latitude)) * Math.cos(radians(other.latitude));
  return 2 * EARTH_RADIUS_METRES * Math.asin(Math.min(1, Math.sqrt(north + shrink * east)));
}
