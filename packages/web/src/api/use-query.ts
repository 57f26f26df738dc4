import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import { type Poll, poll } from './poll.ts';

/** The newest answer of a query and the error of the newest try, if it failed. */
export type QueryState<Data> = { data: Data | undefined; error: Error | undefined; refresh: () => void };

type QueryOptions<Data> = {
  load: (signal: AbortSignal) => Promise<Data>;
  /** Milliseconds until the next load, or null when nothing moves any more. */
  delayAfter?: (data: Data) => number | null;
  /** A change of it loads again at once, while the answer before stays. */
  revision?: string;
};

/** Loads whenever `key` changes, which starts from nothing, again as `delayAfter` says, and when the page comes back into view. */
export function useQuery<Data>(
  key: string,
  { load, delayAfter, revision = '' }: QueryOptions<Data>,
): QueryState<Data> {
  const [state, setState] = useState<{ key: string; data?: Data; error?: Error }>({ key });
  const running = useRef<Poll>(undefined);
  const loadNow = useEffectEvent(load);
  const nextDelay = useEffectEvent((data: Data) => (document.hidden ? null : (delayAfter?.(data) ?? null)));

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision has to load anew.
  useEffect(() => {
    const handle = poll<Data>({
      load: (signal) => loadNow(signal),
      delayAfter: (data) => nextDelay(data),
      onData: (data) => setState({ key, data }),
      onError: (error) =>
        setState((before) => ({ ...(before.key === key ? before : { key }), error: toError(error) })),
    });
    running.current = handle;
    const wake = () => document.hidden || handle.refresh();
    document.addEventListener('visibilitychange', wake);
    return () => {
      document.removeEventListener('visibilitychange', wake);
      handle.stop();
    };
  }, [key, revision]);

  const refresh = useCallback(() => running.current?.refresh(), []);
  const current = state.key === key ? state : undefined;
  return { data: current?.data, error: current?.error, refresh };
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error), { cause: error });
}
