import type { Geodetic, Vector3 } from '@tiepoint/scene';
import type { ProjectedFrame } from '../../coordinates/projected-frame.ts';

/** Metres east, north and up of the origin. */
export interface EnuFrame {
  type: 'enu';
  origin: Geodetic;
  /** What its altitude is above; left out where that is not known. */
  heightsAbove?: 'ellipsoid' | 'seaLevel';
}

/** Metres in the owner's own frame, in which control points or the positions of the photos were given. */
export interface OwnFrame {
  type: 'model';
  /** Whole metres that are subtracted from the owner's coordinates; left out where they are small. */
  offset?: Vector3;
}

/** The coordinate frame of the finished model. In all, z is up. */
export type Frame =
  | EnuFrame
  /** East, north and up during the reconstruction; outputs are in a projected system. */
  | ProjectedFrame
  | OwnFrame
  /** Scale and orientation are unknown. */
  | { type: 'local' };

/** What is subtracted from the coordinates in all outputs; undefined where nothing is. */
export function offsetOf(frame: Frame | undefined): Vector3 | undefined {
  return frame && 'offset' in frame ? frame.offset : undefined;
}
