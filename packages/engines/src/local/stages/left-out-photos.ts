import type { LocalJob } from '../workspaces/local-job.ts';

/** A note that names more photos than this is not read. */
const MAX_NAMES_IN_NOTE = 5;

/** Display names of the photos of a job that are not among the registered file names. */
export function leftOutPhotos(job: LocalJob, registered: readonly string[]): string[] {
  const found = new Set(registered);
  return job.photos.filter((photo) => !found.has(photo.fileName)).map((photo) => photo.displayName);
}

/** What people should know about photos left out, as sentences; `models` is how many parts the photos fell into. */
export function notesOnLeftOut(job: LocalJob, registered: readonly string[], models: number): string[] {
  const leftOut = leftOutPhotos(job, registered);
  if (leftOut.length === 0) return [];
  const notes = [
    `${leftOut.length} of ${job.photos.length} photos could not be placed and were left out: ${nameSome(leftOut)}.`,
  ];
  if (models > 1) {
    notes.push(`The photos fell into ${models} parts that share too little; this model is the largest part.`);
  }
  return notes;
}

/** The first few names, and how many more there are. */
export function nameSome(names: readonly string[]): string {
  const named = names.slice(0, MAX_NAMES_IN_NOTE).join(', ');
  const more = names.length - MAX_NAMES_IN_NOTE;
  return more > 0 ? `${named} and ${more} more` : named;
}
