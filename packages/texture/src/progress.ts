/** What every long operation of this package takes. */
export interface LongOperation {
  /** Called with the finished share of the work, 0 to 1, never falling. */
  onProgress?: (fraction: number) => void;
  /** Stops the work: it then rejects with the signal's reason. */
  signal?: AbortSignal;
}

/** Gives a part of an operation its own 0 to 1, which is mapped onto the range `from` to `to` of the whole. */
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
