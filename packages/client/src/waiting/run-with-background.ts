/** What work can leave running beside it. */
export interface Background {
  /** Aborted when the work or anything beside it fails, when it is stopped from outside, and when it is over. */
  signal: AbortSignal;
  /** Lets a part run beside the work. */
  run(part: Promise<void>): void;
}

/**
 * Does work and what it runs beside it. Where one fails the others are stopped, and it rejects with that failure.
 * Nothing is left running.
 */
export async function runWithBackground<T>(
  outer: AbortSignal | undefined,
  work: (background: Background) => Promise<T>,
): Promise<T> {
  const stopped = new AbortController();
  const signal = outer ? AbortSignal.any([outer, stopped.signal]) : stopped.signal;
  const parts: Array<Promise<unknown>> = [];
  const failed = Promise.withResolvers<never>();
  failed.promise.catch(() => {});
  const run = (part: Promise<void>) => {
    parts.push(part);
    part.catch(failed.reject);
  };
  const working = work({ signal, run });
  parts.push(working);
  try {
    return await Promise.race([working, failed.promise]);
  } catch (error) {
    stopped.abort(error);
    throw error;
  } finally {
    stopped.abort();
    await Promise.allSettled(parts);
  }
}
