import { setImmediate } from 'node:timers/promises';

/** Lets other work of the process run if it is time for that; undefined where it is not. Call it in long loops. */
export type YieldToEventLoop = () => Promise<void> | undefined;

/** Long computations are cut into pieces of this length, so that the server can answer other requests. */
const MAX_BLOCKING_MS = 15;

/** A function that yields to the event loop after each 15 ms of work; it throws the signal's reason once aborted. */
export function createYielder(signal: AbortSignal): YieldToEventLoop {
  let last = performance.now();
  return () => {
    if (performance.now() - last < MAX_BLOCKING_MS) return undefined;
    return setImmediate(undefined, { signal }).then(() => {
      last = performance.now();
    });
  };
}
