/** What `poll` needs: the source of the data, the interval, and the callbacks. */
export interface PollOptions<Data> {
  load: (signal: AbortSignal) => Promise<Data>;
  /** Milliseconds until the next load, or null to wait for a nudge. */
  delayAfter: (data: Data) => number | null;
  /** The same after an error. */
  delayAfterError: () => number | null;
  /** Minimum time between the starts of two loads caused by nudges. */
  spacingMs: number;
  onData: (data: Data) => void;
  onError: (error: unknown) => void;
}

/** A running poll. */
export interface Poll {
  /** Loads now; aborts a running load. */
  refresh: () => void;
  /** Signals that the data may have changed: loads soon, and once for many nudges. */
  nudge: () => void;
  stop: () => void;
}

/** Loads at once, and again after a nudge or a delay; never two loads at a time. */
export function poll<Data>(options: PollOptions<Data>): Poll {
  const { load, spacingMs, onData, onError } = options;
  let stopping = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  let begunAtMs = 0;
  let dueAtMs = Number.POSITIVE_INFINITY;
  let loading = false;
  let nudged = false;

  const schedule = (delayMs: number) => {
    const atMs = performance.now() + delayMs;
    if (atMs >= dueAtMs) return;
    dueAtMs = atMs;
    clearTimeout(timer);
    timer = setTimeout(() => void run(stopping.signal), delayMs);
  };
  const spacingLeft = () => Math.max(0, begunAtMs + spacingMs - performance.now());

  const run = async (signal: AbortSignal) => {
    clearTimeout(timer);
    dueAtMs = Number.POSITIVE_INFINITY;
    begunAtMs = performance.now();
    loading = true;
    nudged = false;
    let delayMs: number | null;
    try {
      const data = await load(signal);
      if (signal.aborted) return;
      delayMs = options.delayAfter(data);
      onData(data);
    } catch (error) {
      if (signal.aborted) return;
      delayMs = options.delayAfterError();
      onError(error);
    }
    loading = false;
    // A change during the load may be missing in it.
    if (nudged) delayMs = Math.min(delayMs ?? Number.POSITIVE_INFINITY, spacingLeft());
    if (delayMs !== null) schedule(delayMs);
  };

  const stop = () => {
    clearTimeout(timer);
    stopping.abort();
  };
  const refresh = () => {
    stop();
    stopping = new AbortController();
    void run(stopping.signal);
  };
  const nudge = () => {
    if (nudged || stopping.signal.aborted) return;
    nudged = true;
    if (!loading) schedule(spacingLeft());
  };
  refresh();
  return { refresh, nudge, stop };
}
