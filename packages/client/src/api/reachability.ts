/** Whether the server can be reached, as its answers tell. */
export type ConnectionState = 'reached' | 'lost';

/** Hears how each exchange with the server went. */
export interface Reachability {
  answered(): void;
  /** Nothing usable came, and it is tried again. */
  failed(): void;
}

/** Tells `onChange` when the server stops answering and when it answers again; it counts as reached at first. */
export function createReachability(onChange: (state: ConnectionState) => void = () => {}): Reachability {
  let state: ConnectionState = 'reached';
  const move = (next: ConnectionState) => {
    if (next === state) return;
    state = next;
    onChange(state);
  };
  return { answered: () => move('reached'), failed: () => move('lost') };
}
