import { setInterval } from 'node:timers/promises';

/** The work that runs is of no use to anybody any more. */
export class Unwanted extends Error {
  constructor() {
    super('Nobody waits for this any more.');
    this.name = 'Unwanted';
  }
}

/** How often work looks whether it is still wanted. */
const LOOK_MS = 1000;

/**
 * Runs `work` until it ends; its signal aborts, with Unwanted, as soon as `isWanted` says no. What fails in asking is
 * weather: it is asked again.
 */
export async function whileWanted<Result>(
  isWanted: () => Promise<boolean>,
  stopping: AbortSignal,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  const ended = new AbortController();
  const unwanted = new AbortController();
  const watch = async () => {
    for await (const _ of setInterval(LOOK_MS, undefined, { signal: ended.signal, ref: false })) {
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
