/** Lets a limited number of callers in at the same time; the others wait in line. */
export interface Gate {
  /** Runs `work` as soon as there is room; rejects without running it when the signal is aborted first. */
  enter<T>(work: () => Promise<T>, signal: AbortSignal): Promise<T>;
}

/** Makes a gate with room for `places` at a time. */
export function createGate(places: number): Gate {
  let free = places;
  const line: Array<() => void> = [];

  const leave = () => {
    const next = line.shift();
    if (next) next();
    else free++;
  };

  return {
    async enter(work, signal) {
      if (free > 0) free--;
      else await new Promise<void>((resolve) => line.push(resolve));
      try {
        signal.throwIfAborted();
        return await work();
      } finally {
        leave();
      }
    },
  };
}
