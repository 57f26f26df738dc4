import { type GeodeticPosition, isLocal, type LocalPosition } from '@tiepoint/inspection';
import { enuFromGeodetic, type Geodetic, type Vector3 } from '@tiepoint/scene';
import type { LocalPhoto } from '../workspaces/local-job.ts';
import type { EnuFrame, OwnFrame } from './frame.ts';

/** Positions of photos in metres. */
export interface MeasuredPositions {
  frame: EnuFrame | OwnFrame;
  /** By file name; photos without a position are left out. */
  metres: Map<string, Vector3>;
}

/** Beyond, coordinates in single precision are rounded to more than a millimetre. */
const MAX_EXACT_METRES = 10_000;

/**
 * The positions of photos in metres: east, north and up of the first one, or in the local frame in which they were
 * given, less an offset of whole metres along the axes where coordinates are large. Undefined without any position.
 */
export function measurePositions(photos: readonly LocalPhoto[]): MeasuredPositions | undefined {
  const first = photos.find(({ position }) => position)?.position;
  if (!first) return undefined;
  const metres = new Map<string, Vector3>();
  if (!isLocal(first)) {
    const origin = withAltitude(first);
    for (const { fileName, position } of photos) {
      if (position && !isLocal(position))
        metres.set(fileName, enuFromGeodetic(withAltitude(position), origin));
    }
    return { frame: { type: 'enu', origin }, metres };
  }
  const offset = chooseOffset(first);
  for (const { fileName, position } of photos) {
    if (!position || !isLocal(position)) continue;
    metres.set(fileName, [position.x - offset[0], position.y - offset[1], position.z - offset[2]]);
  }
  const isZero = offset.every((value) => value === 0);
  return { frame: isZero ? { type: 'model' } : { type: 'model', offset }, metres };
}

function withAltitude({ latitude, longitude, altitude = 0 }: GeodeticPosition): Geodetic {
  return { latitude, longitude, altitude };
}

function chooseOffset({ x, y, z }: LocalPosition): Vector3 {
  const along = (metres: number) => (Math.abs(metres) > MAX_EXACT_METRES ? Math.floor(metres) : 0);
  return [along(x), along(y), along(z)];
}
