import type { PhotoMetadata } from '../photo-facts.ts';

/** Degrees WGS 84 and metres. */
export interface PhotoPosition {
  latitude: number;
  longitude: number;
  altitude: number;
}

/** The position in EXIF; undefined for zeros, which receivers without a fix write. */
export function positionOf({ latitude, longitude, altitude }: PhotoMetadata): PhotoPosition | undefined {
  if (latitude === undefined || longitude === undefined || (latitude === 0 && longitude === 0))
    return undefined;
  return { latitude, longitude, altitude: altitude ?? 0 };
}
