/** The server's time as far as it is known here, without trust in the clock of this machine. */
export interface ServerClock {
  /** Milliseconds since the epoch as the server counts them; means nothing before they were heard once. */
  nowMs(): number;
  /** Notes what the server says its time is. */
  heard(serverTime: string): void;
}

/**
 * Counts on from what was heard last. `monotonicMs` is a clock that is never set; while a computer sleeps it may
 * stand still, and the next word of the server puts it right.
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
