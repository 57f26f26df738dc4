import { pause } from '../loop/pause.ts';

/** Bytes that may be read at once after a while in which none were. */
const BURST_SECONDS = 1;

/** Keeps reading to a rate. */
export class Pace {
  readonly #bytesPerSecond: number;
  #readyAtMs = 0;

  /** @param bytesPerSecond infinite for no limit */
  constructor(bytesPerSecond: number) {
    this.#bytesPerSecond = bytesPerSecond;
  }

  /** Waits until so many bytes may have been read, or the signal aborts. */
  async spend(bytes: number, signal: AbortSignal): Promise<void> {
    const nowMs = performance.now();
    const earliestMs = nowMs - BURST_SECONDS * 1000;
    this.#readyAtMs = Math.max(this.#readyAtMs, earliestMs) + (bytes / this.#bytesPerSecond) * 1000;
    if (this.#readyAtMs > nowMs) await pause(this.#readyAtMs - nowMs, signal);
  }
}
