import type { JobKind } from '../queue/queue.ts';
import type { Storage } from './bucket.ts';

/** Everything under a prefix of a bucket that nobody needs any more. */
export interface RemovalJob {
  /** The name of an upload bucket; absent for private storage. */
  uploadBucket?: string;
  prefix: string;
}

/** Enqueued where a row is deleted, in the same transaction: no object outlives the row that it belonged to. */
export const removalJob: JobKind<RemovalJob> = {
  name: 'removal',
  retryLimit: 100,
  expireInSeconds: 3600,
  uniqueKey: ({ uploadBucket, prefix }) => `${uploadBucket ?? ''} ${prefix}`,
};

/** Removes what the job names; what is gone already is no error. */
export async function removeObjects(storage: Storage, job: RemovalJob): Promise<void> {
  const bucket = job.uploadBucket === undefined ? storage.private : storage.uploads.get(job.uploadBucket);
  await bucket?.removeAll(job.prefix);
}
