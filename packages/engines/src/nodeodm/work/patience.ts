import { setTimeout } from 'node:timers/promises';
import type { NodeTimes } from '../node/nodeodm-node.ts';

/** Time limits and intervals, in milliseconds. */
export interface Patience {
  /** Polling interval: at first, and without changes. */
  pollMs: number;
  maxPollMs: number;
  /** Delay before a retry: the first, and the longest. */
  retryMs: number;
  maxRetryMs: number;
  /** The longest outage of a node before another one is chosen. */
  unreachableMs: number;
  /** A running task without progress for so long fails. */
  stillMs: number;
  /** A queued task fails after so long. */
  queuedMs: number;
  /** An event is emitted at least so often, because silent engines are ended after hours. */
  tellMs: number;
  /** Time limit of requests that nothing waits for, such as a cancellation. */
  cancelMs: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** The defaults. Stopping has 5 s in all, with one cancellation. */
export const DEFAULT_PATIENCE: Patience & NodeTimes = {
  pollMs: 2 * SECOND,
  maxPollMs: 10 * SECOND,
  retryMs: 2 * SECOND,
  maxRetryMs: MINUTE,
  unreachableMs: 30 * MINUTE,
  stillMs: DAY,
  queuedMs: 7 * DAY,
  tellMs: 60 * MINUTE,
  cancelMs: 3 * SECOND,
  answerMs: MINUTE,
  uploadMs: 30 * MINUTE,
};

/** Waits; throws the signal's reason at once. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(ms, undefined, { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}
