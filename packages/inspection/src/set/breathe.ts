import { setImmediate } from 'node:timers/promises';

/** Long sums are cut into pieces of this length, so that a server goes on answering others. */
const MAX_BLOCKING_MILLISECONDS = 15;

/** Lets others run whenever enough time has passed since they last could; throws the signal's reason once aborted. */
export function createBreather(signal: AbortSignal): () => Promise<void> | undefined {
  let last = performance.now();
  return () => {
    if (performance.now() - last < MAX_BLOCKING_MILLISECONDS) return undefined;
    return setImmediate(undefined, { signal }).then(() => {
      last = performance.now();
    });
  };
}
