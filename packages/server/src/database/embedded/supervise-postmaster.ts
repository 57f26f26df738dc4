import { setTimeout as delay } from 'node:timers/promises';
import { describeExit, type GuardedProcess } from '@tiepoint/processes';

/** How to run a postmaster again, and when to give up. */
export interface Supervision {
  start(): Promise<GuardedProcess>;
  /** Pauses before the first, second … restart in a row; the last one also before all that follow. */
  restartDelaysMs: readonly number[];
  /** A postmaster that ran this long was sound, and the count begins anew. */
  soundAfterMs: number;
  /** So many starts may fail in a row; a postmaster that has run, however shortly, is worth another start. */
  maxFailedStarts: number;
  /** Whether to wait, without counting, for somebody to make room on the disk. */
  isDiskFull(): Promise<boolean>;
  /** Why no further start can help, in a sentence; undefined while one may. */
  whyHopeless(): Promise<string | undefined>;
  /** Ends the supervision: from then on an exit is what somebody asked for. */
  signal: AbortSignal;
  onLog(message: string): void;
  /** Milliseconds of a clock. */
  now(): number;
}

interface End {
  reason: Error;
  /** It never took connections. */
  atStart: boolean;
}

/**
 * Starts a postmaster again each time that it ends. Settles once it has ended on the signal's wish; throws where it
 * can't be started any more, with the last end as the cause.
 */
export async function supervisePostmaster(first: GuardedProcess, supervision: Supervision): Promise<void> {
  const { signal, restartDelaysMs, now } = supervision;
  let running = Promise.resolve(first);
  let endsInARow = 0;
  let failedStarts = 0;
  for (;;) {
    const startedAt = now();
    const { reason, atStart } = await waitForEnd(running);
    if (signal.aborted) return;
    const hopeless = await supervision.whyHopeless();
    if (hopeless) throw new Error(hopeless, { cause: reason });
    endsInARow = now() - startedAt >= supervision.soundAfterMs ? 1 : endsInARow + 1;
    if (!atStart) failedStarts = 0;
    else if (!(await supervision.isDiskFull())) failedStarts += 1;
    if (failedStarts >= supervision.maxFailedStarts) {
      const message = `The embedded database could not be started ${failedStarts} times in a row`;
      throw new Error(`${message}: ${reason.message}`, { cause: reason });
    }
    supervision.onLog(`The embedded database ended unexpectedly and is started again: ${reason.message}`);
    const pauseMs = restartDelaysMs[endsInARow - 1] ?? restartDelaysMs.at(-1) ?? 0;
    await delay(pauseMs, undefined, { signal }).catch(() => {});
    if (signal.aborted) return;
    running = supervision.start();
  }
}

async function waitForEnd(running: Promise<GuardedProcess>): Promise<End> {
  let atStart = true;
  try {
    const postmaster = await running;
    atStart = false;
    return { reason: new Error(describeExit(await postmaster.exit)), atStart };
  } catch (error) {
    return { reason: error instanceof Error ? error : new Error(String(error)), atStart };
  }
}
