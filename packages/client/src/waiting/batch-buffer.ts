/** A bounded buffer between a producer and a consumer that takes batches. */
export interface BatchBuffer<Item> {
  /** Number of items. */
  size(): number;
  /** Adds an item as soon as there is room. */
  put(item: Item): Promise<void>;
  /** Closes the buffer: no more items follow. */
  close(): void;
  /**
   * Takes up to `most` of the oldest items, as soon as there are `least` or the buffer is closed. None means closed
   * and empty.
   */
  take(most: number, least: number): Promise<Item[]>;
}

/** Creates a buffer for `capacity` items; waits reject with the signal's reason when it is aborted. */
export function createBatchBuffer<Item>(capacity: number, signal: AbortSignal): BatchBuffer<Item> {
  const items: Item[] = [];
  let closed = false;
  let waiting: Array<() => void> = [];

  const wakeAll = () => {
    const woken = waiting;
    waiting = [];
    for (const wake of woken) wake();
  };
  signal.addEventListener('abort', wakeAll, { once: true });
  const change = async () => {
    signal.throwIfAborted();
    await new Promise<void>((resolve) => waiting.push(resolve));
    signal.throwIfAborted();
  };

  return {
    size: () => items.length,
    async put(item) {
      while (items.length >= capacity) await change();
      items.push(item);
      wakeAll();
    },
    close() {
      closed = true;
      wakeAll();
    },
    async take(most, least) {
      while (items.length < Math.min(least, capacity) && !closed) await change();
      const taken = items.splice(0, most);
      wakeAll();
      return taken;
    },
  };
}
