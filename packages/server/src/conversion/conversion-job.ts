import type { JobKind } from '../queue/queue.ts';

/** One upload of an imported model. */
export interface ConversionJob {
  projectId: string;
  uploadId: string;
}

/** A conversion may take an hour; a job that runs much longer is lost. */
export const conversionJob: JobKind<ConversionJob> = {
  name: 'conversion',
  retryLimit: 5,
  expireInSeconds: 2 * 3600,
  uniqueKey: ({ uploadId }) => uploadId,
};
