import type { PhotoMetadata } from '../photo-facts.ts';

/** Degrees WGS 84 and metres. */
export interface PhotoPosition {
  latitude: number;
  longitude: number;
  altitude: number;
}

/** Where EXIF says that the photo was taken; receivers without a fix write zeros. */
export function positionOf({ latitude, longitude, altitude }: PhotoMetadata): PhotoPosition | undefined {
  if (latitude === undefined || longitude === undefined || (latitude === 0 && longitude === 0))
    return undefined;
  return { latitude, longitude, altitude: altitude ?? 0 };
}
