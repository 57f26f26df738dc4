/** Runs parts in the background of some work. */
export interface Background {
  /** Aborted when the work or a background part fails, when the caller aborts, and when the work is done. */
  signal: AbortSignal;
  /** Starts a background part. */
  run(part: Promise<void>): void;
}

/**
 * Runs work with background parts. When one fails the others are aborted, and it rejects with that error. Nothing is
 * left running.
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
