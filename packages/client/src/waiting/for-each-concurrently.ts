/**
 * Runs `work` for every item, at most `limit` at a time, in the items' order. After the first rejection no further
 * item is started; it rejects once the running ones have settled.
 */
export async function forEachConcurrently<T>(
  items: Iterable<T> | AsyncIterable<T>,
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const remaining = Symbol.asyncIterator in items ? items[Symbol.asyncIterator]() : items[Symbol.iterator]();
  let failed = false;

  const worker = async () => {
    try {
      for (let next = await remaining.next(); !next.done && !failed; next = await remaining.next()) {
        await work(next.value);
      }
    } catch (error) {
      failed = true;
      throw error;
    }
  };

  const outcomes = await Promise.allSettled(Array.from({ length: limit }, worker));
  const rejected = outcomes.find((outcome) => outcome.status === 'rejected');
  if (rejected) throw rejected.reason;
}
