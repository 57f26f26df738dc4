import type { Geodetic } from '@tiepoint/scene';
import type { ProjectedFrame } from '../../coordinates/projected-frame.ts';

/** The coordinate frame of the finished model. In all, z is up. */
export type Frame =
  /** Metres east, north and up of the origin. */
  | { type: 'enu'; origin: Geodetic }
  /** The same during the reconstruction; outputs are in a projected system. */
  | ProjectedFrame
  /** Metres in the owner's own frame, in which control points were given. */
  | { type: 'model' }
  /** Scale and orientation are unknown. */
  | { type: 'local' };
