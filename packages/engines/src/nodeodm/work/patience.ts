import { setTimeout } from 'node:timers/promises';
import type { NodeTimes } from '../node/nodeodm-node.ts';

/** How long to wait for what, in milliseconds. */
export interface Patience {
  /** Between two looks at a task: at first, and where nothing changes. */
  pollMilliseconds: number;
  maxPollMilliseconds: number;
  /** Before another try: the first, and the longest. */
  retryMilliseconds: number;
  maxRetryMilliseconds: number;
  /** A node that does not answer for so long may have been replaced by another one. */
  unreachableMilliseconds: number;
  /** A task that runs without any sign of life for so long is given up. */
  stillMilliseconds: number;
  /** So is one that has waited in the queue for so long. */
  queuedMilliseconds: number;
  /** So often at least something is told of a task, if only that it goes on: who hears nothing for hours gives it up. */
  tellMilliseconds: number;
  /** For what is said to a node in passing, such as that a task was stopped. */
  farewellMilliseconds: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** What the real world needs. Stopping has 5 s in all, and takes one farewell. */
export const DEFAULT_PATIENCE: Patience & NodeTimes = {
  pollMilliseconds: 2 * SECOND,
  maxPollMilliseconds: 10 * SECOND,
  retryMilliseconds: 2 * SECOND,
  maxRetryMilliseconds: MINUTE,
  unreachableMilliseconds: 30 * MINUTE,
  stillMilliseconds: DAY,
  queuedMilliseconds: 7 * DAY,
  tellMilliseconds: 60 * MINUTE,
  farewellMilliseconds: 3 * SECOND,
  answerMilliseconds: MINUTE,
  uploadMilliseconds: 30 * MINUTE,
};

/** Waits; throws the signal's reason at once. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(milliseconds, undefined, { signal });
  } catch (error) {
    signal.throwIfAborted();
    throw error;
  }
}
