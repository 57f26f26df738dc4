import type { IMAGE_STATE, ReportFinding } from '@tiepoint/protocol';
import type { SetFacts } from './set-facts.ts';
import { subjectOf, tell } from './subject.ts';

/** A mapper needs three to find more than one distance. */
const MIN_PHOTOS = 3;

/** Too few photos, and those that are Invalid or not checked yet. */
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
    found.push(tell('TooFewPhotos', 'Problem', few, message));
  }
  const invalid = inStates(['Invalid']);
  if (invalid.indices.length > 0) {
    const message = `${invalid.who} can't be used: mend or replace ${invalid.them}.`;
    found.push(tell('InvalidPhotos', 'Warning', invalid, message));
  }
  const waiting = inStates(['Pending', 'Uploading', 'Uploaded', 'Processing']);
  if (waiting.indices.length > 0) {
    const message = `${waiting.count} ${waiting.one ? 'is' : 'are'} not checked yet: this report is without ${waiting.them}.`;
    found.push(tell('WaitingPhotos', 'Notice', waiting, message));
  }
  return found;
}
