/** The server's time, independent of this machine's clock. */
export interface ServerClock {
  /** Server time in milliseconds since the epoch; undefined before the first response. */
  nowMs(): number;
  /** Records the server's time from a response. */
  heard(serverTime: string): void;
}

/**
 * Extrapolates from the last response. `monotonicMs` is a monotonic clock; it may stop while a computer is suspended,
 * and the next response corrects it.
 */
export function createServerClock(monotonicMs: () => number = () => performance.now()): ServerClock {
  let heardMs = 0;
  let heardAtMs = 0;
  return {
    nowMs: () => heardMs + monotonicMs() - heardAtMs,
    heard(serverTime) {
      heardMs = Date.parse(serverTime);
      heardAtMs = monotonicMs();
    },
  };
}
