import { sleep } from './sleep.ts';

/**
 * The result of the promise, or undefined after the timeout; without one it waits. Rejects with the signal's reason
 * as soon as that is aborted.
 */
export async function within<T>(
  promise: Promise<T>,
  ms: number | undefined,
  signal?: AbortSignal,
): Promise<T | undefined> {
  if (ms === undefined) return promise;
  const over = new AbortController();
  const ended = signal ? AbortSignal.any([signal, over.signal]) : over.signal;
  try {
    return await Promise.race([promise, sleep(ms, ended).then(() => undefined)]);
  } finally {
    over.abort();
  }
}
