import type { JobKind } from '../queue/queue.ts';

/** One attempt at a task. */
export interface ReconstructionJob {
  taskId: string;
}

/** Attempts are counted on the task, where they begin anew with each finished step; the limit here is beyond that. */
export const reconstructionJob: JobKind<ReconstructionJob> = {
  name: 'reconstruction',
  retryLimit: 1000,
  expireInSeconds: 23 * 3600,
  uniqueKey: (job) => job.taskId,
};
