/** Holds what has been made until somebody takes it, by the batch. */
export interface BatchBuffer<Item> {
  /** How many items are in it. */
  size(): number;
  /** Puts an item in as soon as there is room. */
  put(item: Item): Promise<void>;
  /** Says that nothing more will come. */
  close(): void;
  /**
   * Takes the oldest items, `most` of them, as soon as there are `least` or nothing more will come.
   * None at all means that it is closed and empty.
   */
  take(most: number, least: number): Promise<Item[]>;
}

/** Makes a buffer for `capacity` items; who waits for it rejects with the signal's reason when that is aborted. */
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
