import type { GeodeticPosition } from '@tiepoint/inspection';
import { enuFromGeodetic, type Geodetic, geodeticFromEnu, type Vector3 } from '@tiepoint/scene';
import type { MeasuredPhoto } from './spoiled-block.fixture.ts';

/** Changes the positions of some photos, or of all. */
export function changePositions(
  photos: readonly MeasuredPhoto[],
  change: (position: GeodeticPosition & Geodetic, photo: MeasuredPhoto) => MeasuredPhoto['position'],
  indices: readonly number[] = [...photos.keys()],
): MeasuredPhoto[] {
  const isChanged = new Set(indices);
  return photos.map((photo, index) =>
    isChanged.has(index) ? { ...photo, position: change(positionOf(photo), photo) } : photo,
  );
}

/** The measured position of a photo, which has an altitude until a fault takes it away. */
export function positionOf({ position }: MeasuredPhoto): GeodeticPosition & Geodetic {
  if (!position || !('latitude' in position)) throw new TypeError('the photo has no position on earth');
  return { ...position, altitude: position.altitude ?? Number.NaN };
}

/** A position some metres east, north and up of another one. */
export function shifted(position: GeodeticPosition & Geodetic, metres: Vector3): GeodeticPosition {
  return { ...position, ...geodeticFromEnu(metres, position) };
}

/** Gives photos the position of the photo before them. */
export function makeStale(photos: readonly MeasuredPhoto[], indices: readonly number[]): MeasuredPhoto[] {
  const isStale = new Set(indices);
  return photos.map((photo, index) =>
    isStale.has(index) ? { ...photo, position: photos[index - 1]!.position } : photo,
  );
}

/** A position without its altitude. */
export function withoutAltitude({ latitude, longitude }: GeodeticPosition): GeodeticPosition {
  return { latitude, longitude };
}

/** Every `step`th index of a set, from `first` on. */
export function every(step: number, first: number, count: number): number[] {
  return Array.from({ length: Math.ceil((count - first) / step) }, (_, index) => first + index * step);
}

/** Where a photo was measured, in metres of a frame of the owner's own: east, north and up of the middle of the block. */
export function ownPosition(photo: MeasuredPhoto, origin: Geodetic): Vector3 {
  return enuFromGeodetic(positionOf(photo), origin);
}
