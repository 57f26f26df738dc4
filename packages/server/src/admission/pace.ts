/** How often something may happen: so many times at once, and from then on at the rate. */
export interface Rate {
  atOnce: number;
  perSecond: number;
}

/** Counts one source of messages against a rate; a token bucket (https://en.wikipedia.org/wiki/Token_bucket). */
export class Pace {
  readonly #rate: Rate;
  readonly #nowMs: () => number;
  #left: number;
  #countedAtMs: number;

  /** @param nowMs a clock that only goes forward */
  constructor(rate: Rate, nowMs: () => number = () => performance.now()) {
    this.#rate = rate;
    this.#nowMs = nowMs;
    this.#left = rate.atOnce;
    this.#countedAtMs = nowMs();
  }

  /** Whether another one, or one that counts as many, is within the rate. */
  take(weight = 1): boolean {
    const { atOnce, perSecond } = this.#rate;
    const nowMs = this.#nowMs();
    this.#left = Math.min(atOnce, this.#left + ((nowMs - this.#countedAtMs) / 1000) * perSecond);
    this.#countedAtMs = nowMs;
    if (this.#left < weight) return false;
    this.#left -= weight;
    return true;
  }
}
