import type { JobKind } from '../queue/queue.ts';

/** The job of fetching a file of a model; from where is looked up, so that the queue keeps no secret. */
export interface ModelFetchJob {
  fileId: string;
}

/** Trying again goes on for two minutes beside what the attempts themselves take. */
export const modelFetchJob: JobKind<ModelFetchJob> = {
  name: 'model-fetch',
  retryLimit: 8,
  expireInSeconds: 3900,
  uniqueKey: ({ fileId }) => fileId,
};
