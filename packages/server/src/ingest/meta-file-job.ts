import type { JobKind } from '../queue/queue.ts';

/** A meta file that has arrived and is to be checked. */
export interface MetaFileJob {
  metaFileId: string;
}

/** Retries go on for about eight minutes, as those of photos do. */
export const metaFileJob: JobKind<MetaFileJob> = {
  name: 'meta-file',
  retryLimit: 20,
  expireInSeconds: 300,
  uniqueKey: ({ metaFileId }) => metaFileId,
};
