import { sleep } from './sleep.ts';

/** Retry policy. */
export interface RetryPlan {
  /** Minimum number of tries, however long each takes; with `retryForMs` 0, the exact number. */
  minTries: number;
  /** How long to retry after the first failure (default: `PATIENCE_MS`). */
  retryForMs?: number;
  /** Backoff: the wait before the second try, doubled up to `MAX_WAIT_MS`. */
  firstWaitMs: number;
  /** Whether the error is transient. */
  isTransient(error: unknown): boolean;
  /** Called before each wait. */
  onRetry?(error: unknown): void;
  signal?: AbortSignal;
}

/** Survives the restart of a server whose database has to recover first. */
const RETRY_FOR_MS = 60_000;
/** Short enough to catch a server that is up for only a few seconds. */
const MAX_WAIT_MS = 1000;
/** Jitter: the random part of a wait, so that many clients do not return at the same time. */
const JITTER = 0.25;

/** Calls `attempt` until it succeeds, the retry time is over or an error is permanent. */
export async function retryWithBackoff<T>(plan: RetryPlan, attempt: () => Promise<T>): Promise<T> {
  const retryForMs = plan.retryForMs ?? RETRY_FOR_MS;
  let waitMs = plan.firstWaitMs;
  let wrongSinceMs: number | undefined;
  for (let tries = 1; ; tries++) {
    plan.signal?.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      plan.signal?.throwIfAborted();
      wrongSinceMs ??= performance.now();
      const exhausted = tries >= plan.minTries && performance.now() - wrongSinceMs >= retryForMs;
      if (exhausted || !plan.isTransient(error)) throw error;
      plan.onRetry?.(error);
    }
    await sleep(waitMs * (1 - JITTER * Math.random()), plan.signal);
    waitMs = Math.min(waitMs * 2, MAX_WAIT_MS);
  }
}
