import type { ReportCamera } from '@tiepoint/protocol';
import type { Connections } from '../overlap/connect-photos.ts';
import type { OverlapEstimate } from '../overlap/estimate-overlap.ts';
import type { LineGap } from '../positions/find-line-gaps.ts';
import type { SetMap } from '../positions/place-photos.ts';
import type { ReadyPhoto, SetPhoto } from '../set-photo.ts';

/** What findings are derived from. Indices are those of `ready`. */
export interface SetFacts {
  photos: readonly SetPhoto[];
  ready: readonly ReadyPhoto[];
  cameras: readonly ReportCamera[];
  /** For each photo the index of its camera. */
  cameraOf: readonly number[];
  map: SetMap;
  overlap: OverlapEstimate;
  connections: Connections;
  gaps: readonly LineGap[];
}

/** So many findings of one kind are listed. */
export const MAX_OF_A_KIND = 20;
