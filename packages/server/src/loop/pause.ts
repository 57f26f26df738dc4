import { setTimeout } from 'node:timers/promises';

/** Waits, or less when the signal aborts; keeps no process alive. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal, ref: false }).catch(() => {});
}
