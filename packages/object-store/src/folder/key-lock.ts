/** Runs one task at a time for each key; tasks of different keys run in parallel. */
export class KeyLock {
  readonly #tails = new Map<string, Promise<void>>();

  /** Runs the task once all earlier tasks of the same key have settled. */
  async run<T>(key: string, task: () => Promise<T>): Promise<T> {
    const earlier = this.#tails.get(key);
    const { promise: tail, resolve: release } = Promise.withResolvers<void>();
    this.#tails.set(key, tail);
    try {
      await earlier;
      return await task();
    } finally {
      release();
      if (this.#tails.get(key) === tail) this.#tails.delete(key);
    }
  }
}
