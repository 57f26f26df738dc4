import { sleep } from './sleep.ts';

/** What the promise gives, or undefined where it takes longer; without a limit it is waited for. */
export async function within<T>(
  promise: Promise<T>,
  milliseconds: number | undefined,
): Promise<T | undefined> {
  if (milliseconds === undefined) return promise;
  const over = new AbortController();
  try {
    return await Promise.race([
      promise,
      sleep(milliseconds, over.signal)
        .catch(() => undefined)
        .then(() => undefined),
    ]);
  } finally {
    over.abort();
  }
}
