import { setTimeout } from 'node:timers/promises';

/** Waits, or less when the signal aborts; keeps no process alive. */
export async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal, ref: false }).catch(() => {});
}
