import type { ObjectLocation } from '../folder/object-folder.ts';

/** The objects whose bodies are arriving at this moment, by whichever requests. */
export class IncomingObjects {
  readonly #counts = new Map<string, Map<string, number>>();

  /** Counts one more body of the object, until the result is disposed of. */
  begin({ bucket, key }: ObjectLocation): Disposable {
    const counts = this.#counts.get(bucket) ?? new Map<string, number>();
    this.#counts.set(bucket, counts);
    counts.set(key, (counts.get(key) ?? 0) + 1);
    return {
      [Symbol.dispose]() {
        const others = (counts.get(key) ?? 1) - 1;
        if (others > 0) counts.set(key, others);
        else counts.delete(key);
      },
    };
  }

  /** Keys of the objects of a bucket that arrive. */
  keysOf(bucket: string): string[] {
    return [...(this.#counts.get(bucket)?.keys() ?? [])];
  }
}
