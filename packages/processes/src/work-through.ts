/**
 * Does `work` for each item, `atOnce` at a time. Rejects with the first error, or with the signal's reason, once all
 * started work has ended.
 */
export async function workThrough<Item>(
  items: Iterable<Item>,
  { atOnce, signal }: { atOnce: number; signal: AbortSignal },
  work: (item: Item, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const waiting = items[Symbol.iterator]();
  const workOn = async () => {
    try {
      for (let next = waiting.next(); !next.done; next = waiting.next()) {
        either.throwIfAborted();
        await work(next.value, either);
      }
    } catch (error) {
      failed.abort(error);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, workOn));
  either.throwIfAborted();
}
