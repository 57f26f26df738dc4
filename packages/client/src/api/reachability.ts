/**
 * Whether the server is reachable, judged by its responses.
 *
 * @example
 * ```ts
 * import { type ConnectionState, createApi } from '@tiepoint/client';
 *
 * const show = (state: ConnectionState) => console.log(state === 'lost' ? 'Connection lost; trying again …' : 'Back.');
 * const api = createApi({ endpoint: client.endpoint, key: 'key', token: 'token', onConnection: show });
 * await api.greet();
 * ```
 */
export type ConnectionState = 'reached' | 'lost';

/** Tracks the outcome of each request to the server. */
export interface Reachability {
  answered(): void;
  /** A request failed and is retried. */
  failed(): void;
  /** Resolves when the server is reachable again; pending while it is reachable. */
  readonly return: Promise<void>;
}

/**
 * Calls `onChange` when the server becomes unreachable and when it is reachable again; initially it counts as
 * reachable.
 */
export function createReachability(onChange: (state: ConnectionState) => void = () => {}): Reachability {
  let state: ConnectionState = 'reached';
  let comingBack = Promise.withResolvers<void>();
  const move = (next: ConnectionState) => {
    if (next === state) return;
    state = next;
    onChange(state);
    if (next === 'lost') return;
    comingBack.resolve();
    comingBack = Promise.withResolvers();
  };
  return {
    answered: () => move('reached'),
    failed: () => move('lost'),
    get return() {
      return comingBack.promise;
    },
  };
}
