import { sleep } from './sleep.ts';

/** How often and how patiently something is tried again. */
export interface RetryPlan {
  /** It is tried so often at least, however long each try takes; with `patienceMs` 0, exactly so often. */
  leastTries: number;
  /** How long it is tried again after it went wrong first; default: `PATIENCE_MS`. */
  patienceMs?: number;
  /** Wait before the second try; it doubles from there, up to `MAX_WAIT_MS`. */
  firstWaitMs: number;
  /** Whether another try can help. */
  worthRetrying(error: unknown): boolean;
  /** Called before each wait. */
  onRetry?(error: unknown): void;
  signal?: AbortSignal;
}

/** Outlives the restart of a server whose database has to recover first. */
const PATIENCE_MS = 60_000;
/** Short enough that a server which is up for a few seconds only is found up. */
const MAX_WAIT_MS = 1000;
/** Part of a wait that is left to chance, so that many clients do not come back all at once. */
const JITTER = 0.25;

/** Calls `attempt` until it succeeds, the patience is at its end or an error is not worth another try. */
export async function retryWithBackoff<T>(plan: RetryPlan, attempt: () => Promise<T>): Promise<T> {
  const patienceMs = plan.patienceMs ?? PATIENCE_MS;
  let waitMs = plan.firstWaitMs;
  let wrongSinceMs: number | undefined;
  for (let tries = 1; ; tries++) {
    plan.signal?.throwIfAborted();
    try {
      return await attempt();
    } catch (error) {
      plan.signal?.throwIfAborted();
      wrongSinceMs ??= performance.now();
      const exhausted = tries >= plan.leastTries && performance.now() - wrongSinceMs >= patienceMs;
      if (exhausted || !plan.worthRetrying(error)) throw error;
      plan.onRetry?.(error);
    }
    await sleep(waitMs * (1 - JITTER * Math.random()), plan.signal);
    waitMs = Math.min(waitMs * 2, MAX_WAIT_MS);
  }
}
