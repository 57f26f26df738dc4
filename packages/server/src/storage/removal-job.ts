import type { Job } from '../queue/queue.ts';
import type { Storage } from './bucket.ts';

/** Everything under a prefix of a bucket that nobody needs any more. */
export interface RemovalJob {
  /** The name of an upload bucket; absent for private storage. */
  uploadBucket?: string;
  prefix: string;
}

/** Enqueued where a row is deleted, in the same transaction: no object outlives the row that it belonged to. */
export const removalJob: Job<{ storage: Storage }, RemovalJob> = {
  name: 'removal',
  retryLimit: 100,
  expireInSeconds: 3600,
  uniqueKey: ({ uploadBucket, prefix }) => `${uploadBucket ?? ''} ${prefix}`,
  concurrency: 1,
  run: removeObjects,
};

/** Removes what the job names; what is gone already is no error. */
async function removeObjects({ storage }: { storage: Storage }, job: RemovalJob): Promise<void> {
  const bucket = job.uploadBucket === undefined ? storage.private : storage.uploads.get(job.uploadBucket);
  await bucket?.removeAll(job.prefix);
}
