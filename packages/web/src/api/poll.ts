/** What `poll` needs: where the data come from, how often, and who is told. */
export type PollOptions<Data> = {
  load: (signal: AbortSignal) => Promise<Data>;
  /** Milliseconds until the next load, or null when nothing moves any more. */
  delayAfter: (data: Data) => number | null;
  onData: (data: Data) => void;
  onError: (error: unknown) => void;
};

/** A running poll. */
export type Poll = {
  /** Loads now, whatever the delay is. */
  refresh: () => void;
  stop: () => void;
};

/** Milliseconds until the next try after an error: a server that restarts is back in seconds. */
const retryDelay = 3000;

/** Loads at once and then again as long as `delayAfter` says so; never two loads at a time. */
export function poll<Data>({ load, delayAfter, onData, onError }: PollOptions<Data>): Poll {
  let stopping = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const run = async (signal: AbortSignal) => {
    let delay: number | null = retryDelay;
    try {
      const data = await load(signal);
      if (signal.aborted) return;
      delay = delayAfter(data);
      onData(data);
    } catch (error) {
      if (signal.aborted) return;
      onError(error);
    }
    if (delay !== null) timer = setTimeout(() => void run(signal), delay);
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
  refresh();
  return { refresh, stop };
}
