import type { ReportCamera } from '@tiepoint/protocol';
import type { Connections } from '../connect-photos.ts';
import type { ExpectedOverlap } from '../expect-overlap.ts';
import type { LineGap } from '../find-gaps.ts';
import type { SetMap } from '../place-photos.ts';
import type { ReadyPhoto, SetPhoto } from '../set-photo.ts';

/** All that findings are drawn from. Indices count in `ready`. */
export interface SetFacts {
  photos: readonly SetPhoto[];
  ready: readonly ReadyPhoto[];
  cameras: readonly ReportCamera[];
  /** For each photo the place of its camera. */
  cameraOf: readonly number[];
  map: SetMap;
  overlap: ExpectedOverlap;
  connections: Connections;
  gaps: readonly LineGap[];
}

/** Of one kind, the largest are told of one by one. */
export const MAX_OF_A_KIND = 20;
