import { sleep } from './sleep.ts';

/**
 * What the promise gives, or undefined where it takes longer; without a limit it is waited for. Rejects with the
 * signal's reason as soon as that is aborted.
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
