/** Size of the first batch, and minimum: enough for the parallel PUTs, and few photos when the network is slow. */
export const MIN_BATCH = 8;
/** A larger maximum would save few requests: 10,000 photos take 26 batches of this size. */
const MAX_BATCH = 500;
/**
 * How long sending a batch should take. An interrupted upload leaves at most one batch registered, and the server
 * gives up a registered photo after 65 minutes.
 */
const SENT_WITHIN_MS = 2 * 60_000;

/**
 * How many photos to register next, after the last batch of `count` was sent within `elapsedMs`: as many as can be
 * sent soon at that speed, and at most twice as many.
 */
export function nextBatchSize(count: number, elapsedMs: number): number {
  const soon = elapsedMs > 0 ? Math.floor((count * SENT_WITHIN_MS) / elapsedMs) : MAX_BATCH;
  return Math.max(MIN_BATCH, Math.min(2 * count, soon, MAX_BATCH));
}
