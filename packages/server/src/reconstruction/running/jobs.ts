import type { Engine } from '@tiepoint/engines';
import { ownerThrough } from '../../projects/work-owner.ts';
import type { Job } from '../../queue/queue.ts';
import { type ReconstructionJob, type RunNeeds, runTask } from './run.ts';

/** Attempts are counted on the task, where they begin anew with each finished step; the limit here is beyond that. */
const ENDURANCE = {
  retryLimit: 1000,
  expireInSeconds: 23 * 3600,
  uniqueKey: (job: ReconstructionJob) => job.taskId,
  ownership: ownerThrough('tasks', (job: ReconstructionJob) => job.taskId),
  run: runTask,
};

/** Runs a task whose engine works on this machine: one at a time, for the engine uses every core by itself. */
export const localReconstructionJob: Job<RunNeeds, ReconstructionJob> = {
  name: 'reconstruction',
  concurrency: 1,
  ...ENDURANCE,
};

/**
 * Runs a task whose engine works elsewhere: a kind of its own, so that it waits for none of this machine's. It costs
 * little here; more at the same time would be photos on their way all at once.
 */
export const remoteReconstructionJob: Job<RunNeeds, ReconstructionJob> = {
  name: 'remote-reconstruction',
  concurrency: 6,
  concurrencyPerOwner: ({ perUser }) => perUser.remoteReconstructions,
  ...ENDURANCE,
};

/** The kind of job that runs tasks of an engine; an engine that is not there fails its tasks here. */
export function reconstructionJobOf(engine: Engine | undefined): Job<RunNeeds, ReconstructionJob> {
  return engine?.place === 'remote' ? remoteReconstructionJob : localReconstructionJob;
}
