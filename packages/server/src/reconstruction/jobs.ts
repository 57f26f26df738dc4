import type { Engine } from '@tiepoint/engines';
import type { JobKind } from '../queue/queue.ts';

/** One attempt at a task. */
export interface ReconstructionJob {
  taskId: string;
}

/** Attempts are counted on the task, where they begin anew with each finished step; the limit here is beyond that. */
const ENDURANCE = {
  retryLimit: 1000,
  expireInSeconds: 23 * 3600,
  uniqueKey: (job: ReconstructionJob) => job.taskId,
};

/** Runs a task whose engine works on this machine. */
export const localReconstructionJob: JobKind<ReconstructionJob> = { name: 'reconstruction', ...ENDURANCE };

/** Runs a task whose engine works elsewhere: a kind of its own, so that it waits for none of this machine's. */
export const remoteReconstructionJob: JobKind<ReconstructionJob> = {
  name: 'remote-reconstruction',
  ...ENDURANCE,
};

/** The kind of job that runs tasks of an engine; an engine that is not there fails its tasks here. */
export function reconstructionJobOf(engine: Engine | undefined): JobKind<ReconstructionJob> {
  return engine?.place === 'remote' ? remoteReconstructionJob : localReconstructionJob;
}
