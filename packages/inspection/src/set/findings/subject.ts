import type { ReportFinding } from '@tiepoint/protocol';
import type { SetPhoto } from '../set-photo.ts';
import { nameFirst, sayNames, sayPhotos } from './name-photos.ts';

/** The photos that a finding is about, and phrases for sentences about them. */
export interface Subject {
  photos: readonly SetPhoto[];
  /** Indices in `photos`. */
  indices: readonly number[];
  /** `3 photos`. */
  count: string;
  /** `3 photos (a.jpg, b.jpg and c.jpg)`. */
  who: string;
  one: boolean;
  /** `it` or `them`. */
  them: 'it' | 'them';
}

/** The subject of a finding about the photos with these indices. */
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
export function createFinding(
  { indices, photos }: Subject,
  finding: Pick<ReportFinding, 'code' | 'severity' | 'message'>,
): ReportFinding {
  return { ...finding, count: indices.length, photos: nameFirst(indices, photos) };
}
