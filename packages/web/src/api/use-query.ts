import { ConnectionError, type ProjectNews } from '@tiepoint/client';
import { useCallback, useEffect, useEffectEvent, useRef, useState } from 'react';
import { type Poll, poll } from './poll.ts';
import { useProjectNews } from './project-news.tsx';

/** The newest result of a query, and why there is none or no newer one. */
export interface QueryState<Data> {
  data: Data | undefined;
  error: Error | undefined;
  refresh: () => void;
}

interface QueryOptions<Data> {
  load: (signal: AbortSignal) => Promise<Data>;
  /** Which news of the project may change the result: then it is loaded again. */
  changedBy?: (news: ProjectNews, data: Data | undefined) => boolean;
  /** Minimum time between two loads because of news, in milliseconds. */
  spacingMs?: number;
  /** Milliseconds until the next load, or null; for changes without events. */
  delayAfter?: (data: Data) => number | null;
  /** A change of it loads again at once, while the previous result stays. */
  revision?: string;
}

/** Events usually come in groups. */
const SPACING_MS = 1000;
/** The client has already retried for a minute. */
const DELAY_AFTER_ERROR_MS = 5000;

/**
 * Loads whenever `key` changes, which clears the result, again on the project's news or after `delayAfter`, and when
 * the page becomes visible again. While a result is shown, a lost connection is not an error of the query: the page
 * reports it in one place.
 */
export function useQuery<Data>(
  key: string,
  { load, changedBy, spacingMs = SPACING_MS, delayAfter, revision = '' }: QueryOptions<Data>,
): QueryState<Data> {
  const [state, setState] = useState<{ key: string; data?: Data; error?: Error }>({ key });
  const running = useRef<Poll>(undefined);
  const loadNow = useEffectEvent(load);
  const inView = (delayMs: number | null) => (document.hidden ? null : delayMs);
  const nextDelay = useEffectEvent((data: Data) => inView(delayAfter?.(data) ?? null));
  const current = state.key === key ? state : undefined;

  // biome-ignore lint/correctness/useExhaustiveDependencies: a new revision has to load anew.
  useEffect(() => {
    const handle = poll<Data>({
      load: (signal) => loadNow(signal),
      delayAfter: (data) => nextDelay(data),
      delayAfterError: () => inView(DELAY_AFTER_ERROR_MS),
      spacingMs,
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
  }, [key, revision, spacingMs]);

  useProjectNews((news) => {
    if (changedBy?.(news, current?.data)) running.current?.nudge();
  });

  const refresh = useCallback(() => running.current?.refresh(), []);
  const data = current?.data;
  const error = data !== undefined && current?.error instanceof ConnectionError ? undefined : current?.error;
  return { data, error, refresh };
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error), { cause: error });
}
