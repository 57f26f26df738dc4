import type { LocalJob } from '../workspaces/local-job.ts';

/** A note lists at most so many photos. */
const MAX_NAMES_IN_NOTE = 5;

/** Display names of the photos of a job that were not registered. */
export function leftOutPhotos(job: LocalJob, registered: readonly string[]): string[] {
  const found = new Set(registered);
  return job.photos.filter((photo) => !found.has(photo.fileName)).map((photo) => photo.displayName);
}

/** Sentences about photos that were not registered; `models` is the number of disconnected models. */
export function describeLeftOutPhotos(
  job: LocalJob,
  registered: readonly string[],
  models: number,
): string[] {
  const leftOut = leftOutPhotos(job, registered);
  if (leftOut.length === 0) return [];
  const notes = [
    `${leftOut.length} of ${job.photos.length} photos could not be registered and were left out: ${listSomeNames(leftOut)}.`,
  ];
  if (models > 1) {
    notes.push(
      `The photos gave ${models} separate models with too little overlap between them; this is the largest one.`,
    );
  }
  return notes;
}

/** The first few names, and the number of others. */
export function listSomeNames(names: readonly string[]): string {
  const named = names.slice(0, MAX_NAMES_IN_NOTE).join(', ');
  const more = names.length - MAX_NAMES_IN_NOTE;
  return more > 0 ? `${named} and ${more} more` : named;
}
