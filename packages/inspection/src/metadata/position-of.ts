import type { PhotoMetadata } from '../photo-facts.ts';

/** Standard deviations of a position as its receiver states them, in metres; horizontally along each of two axes. */
export interface PositionDeviation {
  horizontal: number;
  vertical: number;
}

/** Degrees WGS 84 and metres. */
export interface GeodeticPosition {
  latitude: number;
  longitude: number;
  /** Left out where nothing is known of it: such a position has two coordinates. */
  altitude?: number;
  /** What the altitude is measured from; left out where the writer is not known. */
  altitudeAbove?: 'ellipsoid' | 'seaLevel';
  /** Left out where none is stated. */
  deviation?: PositionDeviation;
}

/** Metres in a Cartesian frame of the owner's own: right-handed, z is up. */
export interface LocalPosition {
  x: number;
  y: number;
  z: number;
}

/** Where a photo was taken. All positions of one reconstruction are of one kind. */
export type PhotoPosition = GeodeticPosition | LocalPosition;

type PositionMetadata = Pick<
  PhotoMetadata,
  'latitude' | 'longitude' | 'altitude' | 'altitudeAbove' | 'horizontalDeviation' | 'verticalDeviation'
>;

/** Whether a position is in a local frame, which has no known place on earth. */
export function isLocal(position: PhotoPosition): position is LocalPosition {
  return 'x' in position;
}

/** Receivers that state only a horizontal deviation are about twice as far off in altitude. */
const VERTICAL_TO_HORIZONTAL = 2;

/** The position in EXIF; undefined for zeros, which receivers without a fix write. */
export function positionOf(metadata: PositionMetadata): GeodeticPosition | undefined {
  const { latitude, longitude, altitude, altitudeAbove, horizontalDeviation, verticalDeviation } = metadata;
  if (latitude === undefined || longitude === undefined || (latitude === 0 && longitude === 0))
    return undefined;
  const deviation = horizontalDeviation !== undefined && {
    horizontal: horizontalDeviation,
    vertical: verticalDeviation ?? VERTICAL_TO_HORIZONTAL * horizontalDeviation,
  };
  return {
    latitude,
    longitude,
    ...(altitude !== undefined && { altitude }),
    ...(altitude !== undefined && altitudeAbove !== undefined && { altitudeAbove }),
    ...(deviation && { deviation }),
  };
}
