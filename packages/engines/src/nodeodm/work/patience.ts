import { setTimeout } from 'node:timers/promises';
import type { NodeTimes } from '../node/nodeodm-node.ts';

/** How long to wait for what, in milliseconds. */
export interface Patience {
  /** Between two looks at a task: at first, and where nothing changes. */
  pollMs: number;
  maxPollMs: number;
  /** Before another try: the first, and the longest. */
  retryMs: number;
  maxRetryMs: number;
  /** A node that does not answer for so long may have been replaced by another one. */
  unreachableMs: number;
  /** A task that runs without any sign of life for so long is given up. */
  stillMs: number;
  /** So is one that has waited in the queue for so long. */
  queuedMs: number;
  /** So often at least something is told of a task, if only that it goes on: who hears nothing for hours gives it up. */
  tellMs: number;
  /** For what is said to a node in passing, such as that a task was stopped. */
  farewellMs: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const DAY = 24 * 60 * MINUTE;

/** What the real world needs. Stopping has 5 s in all, and takes one farewell. */
export const DEFAULT_PATIENCE: Patience & NodeTimes = {
  pollMs: 2 * SECOND,
  maxPollMs: 10 * SECOND,
  retryMs: 2 * SECOND,
  maxRetryMs: MINUTE,
  unreachableMs: 30 * MINUTE,
  stillMs: DAY,
  queuedMs: 7 * DAY,
  tellMs: 60 * MINUTE,
  farewellMs: 3 * SECOND,
  answerMs: MINUTE,
  uploadMs: 30 * MINUTE,
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
