/**
 * Whether the server can be reached, as its answers tell.
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

/** Hears how each exchange with the server went. */
export interface Reachability {
  answered(): void;
  /** Nothing usable came, and it is tried again. */
  failed(): void;
  /** Resolves when the server answers again; never where it answers now. */
  readonly return: Promise<void>;
}

/** Tells `onChange` when the server stops answering and when it answers again; it counts as reached at first. */
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
