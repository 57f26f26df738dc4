/** The first batch, and the smallest: enough for the senders, little lost when the network is slow. */
export const SMALLEST_BATCH = 8;
/** More would save few requests: 10,000 photos take 26 of this size. */
const LARGEST_BATCH = 500;
/**
 * How long the photos of a batch should take to be sent. Of an upload that is broken off, no more than so much stays
 * registered; and the server gives a registered photo up when it has not moved for 65 minutes.
 */
const SENT_WITHIN_MS = 2 * 60_000;

/**
 * How many photos to register next, when the last batch of `count` was sent within `elapsedMs`: what can be sent
 * soon at that pace, and twice as many at most.
 */
export function nextBatchSize(count: number, elapsedMs: number): number {
  const soon = elapsedMs > 0 ? Math.floor((count * SENT_WITHIN_MS) / elapsedMs) : LARGEST_BATCH;
  return Math.max(SMALLEST_BATCH, Math.min(2 * count, soon, LARGEST_BATCH));
}
