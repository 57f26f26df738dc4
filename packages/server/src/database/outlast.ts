import { findOutage } from '../errors/outage.ts';
import { pause } from '../loop/pause.ts';

/** Pause between retries: short after an outage, and little load for a starting database. */
const PAUSE_MS = 1000;

/**
 * Does `work` again and again while the database is down, until it is done or the signal aborts (then the outage is
 * thrown). Whatever else fails is thrown at once.
 */
export async function outlast<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (findOutage(error)?.kind !== 'database') throw error;
      await pause(PAUSE_MS, signal);
      if (signal.aborted) throw error;
    }
  }
}
