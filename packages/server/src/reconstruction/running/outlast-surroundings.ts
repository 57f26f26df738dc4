import { isDiskFull, ReconstructionFailure } from '@tiepoint/engines';
import { pause } from '../../loop/pause.ts';
import type { Logger } from '../../observability/logger.ts';
import { StorageAway } from '../../storage/storage-away.ts';
import { assertWitness, type WitnessNeeds } from '../../storage/witness.ts';
import type { Task } from '../tasks/task.ts';

export interface OutlastNeeds extends WitnessNeeds {
  logger: Logger;
}

/** A task that may have to wait. */
export interface PatientTask {
  task: Pick<Task, 'id'>;
  signal: AbortSignal;
  /** Told why the task waits, as a sentence, and with undefined that it goes on. */
  onWait: (reason: string | undefined) => Promise<void>;
}

/** What a task waits for: the code that it ends with when that takes too long. */
type PassingCode = 'DiskFull' | 'Unavailable';

/**
 * Failures that lie in the surroundings of a task and pass: it is tried again until the deadline, and goes on after its
 * last finished step. Every other code ends the task at once. (An outage of the database is waited for without limit, by
 * the queue.)
 */
const PASSING: Readonly<Record<PassingCode, { waiting: string; over: string }>> = {
  DiskFull: {
    waiting: 'The disk of the server is full. The reconstruction goes on by itself once there is space.',
    over:
      'The disk of the server was full for an hour. Start the reconstruction again once there is space: finished steps ' +
      'are kept.',
  },
  Unavailable: {
    waiting:
      'The disk of the stored files is not there. The reconstruction goes on by itself once its operator has mounted it.',
    over:
      'The disk of the stored files was not there for an hour. Start the reconstruction again once its operator has ' +
      'mounted it: finished steps are kept.',
  },
};

const DEADLINE_MS = 3_600_000;
const FIRST_PAUSE_MS = 2000;
const MAX_PAUSE_MS = 120_000;
/** A try that has worked for so long has found what it needed: what comes after it is another failure. */
const HEADWAY_MS = 600_000;

/** Works on a task again and again while what stops it passes; throws what does not, and a ReconstructionFailure at the deadline. */
export async function outlastSurroundings(
  needs: OutlastNeeds,
  patient: PatientTask,
  work: () => Promise<void>,
): Promise<void> {
  const { task, signal, onWait } = patient;
  let waitingSinceMs: number | undefined;
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(2 * pauseMs, MAX_PAUSE_MS)) {
    const triedAtMs = performance.now();
    try {
      return await work();
    } catch (error) {
      signal.throwIfAborted();
      const code = await findPassing(needs, error);
      if (!code) throw error;
      const nowMs = performance.now();
      if (nowMs - triedAtMs > HEADWAY_MS) [waitingSinceMs, pauseMs] = [undefined, FIRST_PAUSE_MS];
      waitingSinceMs ??= nowMs;
      if (nowMs - waitingSinceMs >= DEADLINE_MS) {
        throw new ReconstructionFailure(code, PASSING[code].over, { cause: error });
      }
      needs.logger.warn({ err: error, task: task.id, code }, 'task waits');
      await onWait(PASSING[code].waiting);
    }
    await pause(pauseMs, signal);
    signal.throwIfAborted();
    await onWait(undefined);
  }
}

async function findPassing(needs: OutlastNeeds, error: unknown): Promise<PassingCode | undefined> {
  if (error instanceof ReconstructionFailure) return error.code === 'DiskFull' ? 'DiskFull' : undefined;
  if (isDiskFull(error)) return 'DiskFull';
  try {
    await assertWitness(needs);
    return undefined;
  } catch (found) {
    if (found instanceof StorageAway) return 'Unavailable';
    throw found;
  }
}
