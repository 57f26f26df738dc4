/** Options of all long operations of this package. */
export interface LongOperation {
  /** Called with the finished share of the work, 0 to 1, never decreasing. */
  onProgress?: (fraction: number) => void;
  /** Stops the work: it then rejects with the signal's reason. */
  signal?: AbortSignal;
}

/** Options for a part of an operation, whose progress is mapped to the range `from` to `to` of the whole. */
export function partOf(operation: LongOperation, from: number, to: number): LongOperation {
  return {
    signal: operation.signal,
    onProgress: (fraction) => operation.onProgress?.(from + (to - from) * fraction),
  };
}

/** Lets waiting work of the thread run (messages, timers), then throws if the operation was aborted. */
export async function breathe(operation: LongOperation): Promise<void> {
  await new Promise<void>((resolve) => setImmediate(resolve));
  operation.signal?.throwIfAborted();
}
