import { sleep } from './sleep.ts';

/** How often and how patiently something is tried again. */
export interface RetryPlan {
  /** Tries in all, the first included. */
  tries: number;
  /** Wait before the second try; it doubles from there, up to `MAX_WAIT_MS`. */
  firstWaitMs: number;
  /** Whether another try can help. */
  worthRetrying(error: unknown): boolean;
  /** Called before each wait. */
  onRetry?(error: unknown): void;
  signal?: AbortSignal;
}

const MAX_WAIT_MS = 8000;
/** Part of a wait that is left to chance, so that many clients do not come back all at once. */
const JITTER = 0.25;

/** Calls `attempt` until it succeeds, the tries are used up or an error is not worth another one. */
export async function retryWithBackoff<T>(plan: RetryPlan, attempt: () => Promise<T>): Promise<T> {
  let waitMs = plan.firstWaitMs;
  for (let tries = 1; ; tries++) {
    plan.signal?.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      plan.signal?.throwIfAborted();
      if (tries >= plan.tries || !plan.worthRetrying(error)) throw error;
      plan.onRetry?.(error);
    }
    await sleep(waitMs * (1 - JITTER * Math.random()), plan.signal);
    waitMs = Math.min(waitMs * 2, MAX_WAIT_MS);
  }
}
