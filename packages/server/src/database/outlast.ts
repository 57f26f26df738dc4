import { setTimeout } from 'node:timers/promises';
import { findOutage } from '../errors/outage.ts';

/** Soon enough after the database is back, and little for one that starts. */
const PAUSE_MILLISECONDS = 1000;

/**
 * Does `work` again and again while the database is away, until it is done or the signal aborts (then the outage is
 * thrown). Whatever else fails is thrown at once.
 */
export async function outlast<Result>(signal: AbortSignal, work: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (signal.aborted || findOutage(error)?.kind !== 'database') throw error;
      await setTimeout(PAUSE_MILLISECONDS, undefined, { signal, ref: false }).catch(() => {
        throw error;
      });
    }
  }
}
