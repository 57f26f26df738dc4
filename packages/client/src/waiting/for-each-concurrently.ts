/**
 * Runs `work` for every item, at most `limit` at a time, in the items' order.
 * After the first rejection no further item is begun; those that run are awaited, then it rejects.
 */
export async function forEachConcurrently<T>(
  items: Iterable<T>,
  limit: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  const remaining = items[Symbol.iterator]();
  let failed = false;

  const worker = async () => {
    for (let next = remaining.next(); !next.done && !failed; next = remaining.next()) {
      try {
        await work(next.value);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };

  const outcomes = await Promise.allSettled(Array.from({ length: limit }, worker));
  const rejected = outcomes.find((outcome) => outcome.status === 'rejected');
  if (rejected) throw rejected.reason;
}
