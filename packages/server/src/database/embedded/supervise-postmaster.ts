import { setTimeout as delay } from 'node:timers/promises';
import { describeExit, type GuardedProcess } from '@tiepoint/processes';

/** How to run a postmaster again, and when to give up. */
export interface Supervision {
  start(): Promise<GuardedProcess>;
  /** Pauses before the first, second … restart in a row; after the last one no more is tried. */
  restartDelaysMs: readonly number[];
  /** A postmaster that ran this long was sound, and the count begins anew. */
  soundAfterMs: number;
  /** Ends the supervision: from then on an exit is what somebody asked for. */
  signal: AbortSignal;
  onLog(message: string): void;
  /** Milliseconds of a clock. */
  now(): number;
}

/**
 * Starts a postmaster again each time that it ends. Settles once it has ended on the signal's wish; throws
 * where it ends again and again, with the last end as the cause.
 */
export async function supervisePostmaster(first: GuardedProcess, supervision: Supervision): Promise<void> {
  const { signal, restartDelaysMs, now } = supervision;
  let running = Promise.resolve(first);
  let endsInARow = 0;
  for (;;) {
    const startedAt = now();
    const end = await waitForEnd(running);
    if (signal.aborted) return;
    endsInARow = now() - startedAt >= supervision.soundAfterMs ? 1 : endsInARow + 1;
    const pauseMs = restartDelaysMs[endsInARow - 1];
    if (pauseMs === undefined) {
      throw new Error(`The embedded database ended ${endsInARow} times in a row`, { cause: end });
    }
    supervision.onLog(`The embedded database ended unexpectedly and is started again: ${end.message}`);
    await delay(pauseMs, undefined, { signal }).catch(() => {});
    if (signal.aborted) return;
    running = supervision.start();
  }
}

async function waitForEnd(running: Promise<GuardedProcess>): Promise<Error> {
  try {
    const postmaster = await running;
    return new Error(describeExit(await postmaster.exit));
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}
