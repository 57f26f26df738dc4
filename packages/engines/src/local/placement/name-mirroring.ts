import { type GeodeticPosition, isLocal, type LocalPosition } from '@tiepoint/inspection';
import type { LocalPhoto } from '../workspaces/local-job.ts';
import { fitPositions, type PositionFit } from './fit-positions.ts';
import { findContradiction } from './judge-orientation.ts';
import { observePositions, type PlacedCamera } from './observe-positions.ts';

interface Mirroring {
  /** To follow a colon, without a full stop. */
  reason: string;
  onEarth?: (position: GeodeticPosition) => GeodeticPosition;
  local?: (position: LocalPosition) => LocalPosition;
}

/** Ways in which positions are mirrored, the likeliest first. */
const mirrorings: readonly Mirroring[] = [
  {
    reason:
      'the positions are mirrored east–west: GPSLongitudeRef is probably missing, so that west became east; state it (exiftool -GPSLongitudeRef=W) or turn the sign of the longitudes',
    onEarth: (position) => ({ ...position, longitude: -position.longitude }),
  },
  {
    reason:
      'the positions are mirrored north–south: GPSLatitudeRef is probably missing, so that south became north; state it (exiftool -GPSLatitudeRef=S) or turn the sign of the latitudes',
    onEarth: (position) => ({ ...position, latitude: -position.latitude }),
  },
  {
    reason: 'the positions are mirrored: latitude and longitude are probably exchanged',
    onEarth: (position) => ({ ...position, latitude: position.longitude, longitude: position.latitude }),
  },
  {
    reason:
      'the positions are mirrored: their frame is left-handed, x and y are probably exchanged (x is east, y is north)',
    local: ({ x, y, z }) => ({ x: y, y: x, z }),
  },
];
/** A mirrored set that fits by so much worse is not the cause. */
const MAX_TOLERANCE_RATIO = 2.3;

/** How positions that do not fit are mirrored; undefined if no mirrored set of them fits. */
export function nameMirroring(
  cameras: readonly PlacedCamera[],
  photos: readonly LocalPhoto[],
  { fit, isTurned }: { fit: PositionFit; isTurned: boolean },
): string | undefined {
  if (isTurned) return undefined;
  const inLocalFrame = photos.some(({ position }) => position && isLocal(position));
  const possible = mirrorings.filter(({ local }) => (local !== undefined) === inLocalFrame);
  const fits = possible.flatMap(({ reason, onEarth, local }) => {
    const changed = photos.map((photo): LocalPhoto => {
      const { position } = photo;
      if (!position) return photo;
      if (isLocal(position)) return local ? { ...photo, position: local(position) } : photo;
      const turned = onEarth?.(position) ?? position;
      return Math.abs(turned.latitude) > 90
        ? { ...photo, position: undefined }
        : { ...photo, position: turned };
    });
    const tolerance = fitWell(cameras, changed);
    const isWorse =
      tolerance === undefined || (fit.similarity && tolerance > MAX_TOLERANCE_RATIO * fit.toleranceMetres);
    return isWorse ? [] : [{ reason, tolerance }];
  });
  return chooseReason(fits);
}

/** Small blocks are mirrored alike by either sign; then the one that fits best leads, and the other is named as well. */
function chooseReason(fits: readonly { reason: string; tolerance: number }[]): string | undefined {
  if (fits.length < 2) return fits[0]?.reason;
  return 'the positions are mirrored east–west or north–south: GPSLongitudeRef (W) or GPSLatitudeRef (S) is probably missing, or latitude and longitude are exchanged; correct the signs of the positions';
}

function fitWell(cameras: readonly PlacedCamera[], photos: readonly LocalPhoto[]): number | undefined {
  const positions = observePositions(cameras, photos);
  if (!positions || positions.observed.length < 3) return undefined;
  const fit = fitPositions(positions, true);
  if (!fit.similarity || fit.up?.for === 'line') return undefined;
  return findContradiction(positions.observed, fit) ? undefined : fit.toleranceMetres;
}
