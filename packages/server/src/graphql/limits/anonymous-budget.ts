import { Pace } from '../../admission/pace.ts';
import { RateLimitedError } from '../../auth/rate-limited-error.ts';

/** In points of the cost, about a microsecond each: a tenth of the time of the event loop. */
const RATE = { atOnce: 500_000, perSecond: 100_000 };
/** Beyond it the one that has asked longest ago is forgotten. */
const MAX_REMEMBERED = 1000;
const RETRY_SECONDS = 1;

/** What callers without a user token may ask in a while, by their network. */
export class AnonymousBudget {
  readonly #paces = new Map<string, Pace>();
  readonly #nowMs: () => number;

  constructor(nowMs: () => number = () => performance.now()) {
    this.#nowMs = nowMs;
  }

  /** Takes the points of a query; throws a RateLimitedError where too few are left. */
  spend(network: string, points: number): void {
    const pace = this.#paces.get(network) ?? new Pace(RATE, this.#nowMs);
    this.#paces.delete(network);
    this.#paces.set(network, pace);
    const [oldest] = this.#paces.keys();
    if (this.#paces.size > MAX_REMEMBERED && oldest !== undefined) this.#paces.delete(oldest);
    if (pace.take(points)) return;
    throw new RateLimitedError('Too many queries without a user token.', RETRY_SECONDS);
  }
}
