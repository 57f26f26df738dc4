import type { REPORT_FINDING, REPORT_SEVERITY, ReportFinding } from '@tiepoint/protocol';
import type { SetPhoto } from '../set-photo.ts';
import { nameFirst, sayNames, sayPhotos } from './name-photos.ts';

/** The photos that a finding is about, with the words that a sentence about them needs. */
export interface Subject {
  photos: readonly SetPhoto[];
  /** Their places in `photos`. */
  indices: readonly number[];
  /** `3 photos`. */
  count: string;
  /** `3 photos (a.jpg, b.jpg and c.jpg)`. */
  who: string;
  one: boolean;
  /** `it` or `them`. */
  them: 'it' | 'them';
}

/** Photos to tell something of. */
export function subjectOf(indices: readonly number[], photos: readonly SetPhoto[]): Subject {
  const count = sayPhotos(indices.length);
  const one = indices.length === 1;
  return {
    photos,
    indices,
    count,
    who: `${count} (${sayNames(indices, photos)})`,
    one,
    them: one ? 'it' : 'them',
  };
}

/** A finding about photos. */
export function tell(
  code: REPORT_FINDING,
  severity: REPORT_SEVERITY,
  { indices, photos }: Subject,
  message: string,
): ReportFinding {
  return { code, severity, message, count: indices.length, photos: nameFirst(indices, photos) };
}
