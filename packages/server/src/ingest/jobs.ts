import type { JobKind } from '../queue/queue.ts';

/** The steps of the ingest, by name. */
export type IngestStep = 'copy' | 'process';

/** One step of one photo. */
export interface IngestJob {
  imageId: string;
  step: IngestStep;
}

/** Retries go on for about eight minutes, so that a full disk can be emptied in the meantime. */
export const ingestJob: JobKind<IngestJob> = {
  name: 'ingest',
  retryLimit: 20,
  expireInSeconds: 900,
  uniqueKey: (job) => `${job.imageId} ${job.step}`,
  // A photo that was begun is finished first: its verdict comes soon, and decoding overlaps with copying.
  priority: (job) => (job.step === 'process' ? 1 : 0),
};
