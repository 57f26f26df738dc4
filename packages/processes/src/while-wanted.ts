import { setInterval } from 'node:timers/promises';

/** The result of the work is no longer wanted. */
export class Unwanted extends Error {
  constructor() {
    super('The work is no longer wanted.');
    this.name = 'Unwanted';
  }
}

/** How often work checks whether it is still wanted. */
const POLL_MS = 1000;

/**
 * Runs `work` until it ends; its signal aborts, with Unwanted, as soon as `isWanted` resolves to false. Errors of
 * `isWanted` are transient: it is called again.
 */
export async function whileWanted<Result>(
  isWanted: () => Promise<boolean>,
  stopping: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const ended = new AbortController();
  const unwanted = new AbortController();
  const watch = async () => {
    for await (const _ of setInterval(POLL_MS, undefined, { signal: ended.signal, ref: false })) {
      const wanted = await isWanted().catch(() => true);
      if (!wanted) return unwanted.abort(new Unwanted());
    }
  };
  const watching = watch().catch((error) => {
    if (!ended.signal.aborted) throw error;
  });
  try {
    return await work(AbortSignal.any([stopping, unwanted.signal]));
  } finally {
    ended.abort();
    await watching;
  }
}
