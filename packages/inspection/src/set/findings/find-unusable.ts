import type { IMAGE_STATE, ReportFinding } from '@tiepoint/protocol';
import type { SetFacts } from './set-facts.ts';
import { createFinding, subjectOf } from './subject.ts';

/** Structure from motion needs three views. */
const MIN_PHOTOS = 3;

/** Finds whether there are too few photos, and those that are Invalid or not inspected yet. */
export function findUnusable({ photos, ready }: SetFacts): ReportFinding[] {
  const inStates = (states: readonly IMAGE_STATE[]) =>
    subjectOf(
      photos.flatMap(({ state }, index) => (states.includes(state) ? [index] : [])),
      photos,
    );
  const found: ReportFinding[] = [];
  if (ready.length < MIN_PHOTOS) {
    const few = subjectOf([...ready.keys()], ready);
    const message = `${few.count} can be used: a model needs at least ${MIN_PHOTOS}, better 20.`;
    found.push(createFinding(few, { code: 'TooFewPhotos', severity: 'Problem', message }));
  }
  const invalid = inStates(['Invalid']);
  if (invalid.indices.length > 0) {
    const message = `${invalid.who} can't be used: repair or replace ${invalid.them}.`;
    found.push(createFinding(invalid, { code: 'InvalidPhotos', severity: 'Warning', message }));
  }
  const waiting = inStates(['Pending', 'Uploading', 'Uploaded', 'Processing']);
  if (waiting.indices.length > 0) {
    const message = `${waiting.count} ${waiting.one ? 'is' : 'are'} not checked yet and not part of this report.`;
    found.push(createFinding(waiting, { code: 'WaitingPhotos', severity: 'Notice', message }));
  }
  return found;
}
