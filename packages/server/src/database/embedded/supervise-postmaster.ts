import { setTimeout as delay } from 'node:timers/promises';
import { describeExit, type GuardedProcess } from '@tiepoint/processes';

/** How to restart a postmaster, and when to give up. */
export interface Supervision {
  start(): Promise<GuardedProcess>;
  /** Backoff: pauses before the first, second … consecutive restart; the last one also before all others. */
  restartDelaysMs: readonly number[];
  /** Uptime after which the count is reset. */
  soundAfterMs: number;
  /**
   * Maximum number of consecutive failed starts; a postmaster that was running, however briefly, is always restarted.
   */
  maxFailedStarts: number;
  /** Whether to wait for disk space without counting the failure. */
  isDiskFull(): Promise<boolean>;
  /** Why no further start can succeed, as a message; undefined otherwise. */
  whyHopeless(): Promise<string | undefined>;
  /** Ends the supervision: from then on an exit is expected. */
  signal: AbortSignal;
  onLog(message: string): void;
  /** Monotonic clock in milliseconds. */
  now(): number;
}

interface End {
  reason: Error;
  /** It never accepted connections. */
  atStart: boolean;
}

/**
 * Restarts a postmaster whenever it ends. Settles once it has ended after an abort; throws when it can't be
 * restarted, with the last exit as the cause.
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
    supervision.onLog(`The embedded database ended unexpectedly and is restarted: ${reason.message}`);
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
