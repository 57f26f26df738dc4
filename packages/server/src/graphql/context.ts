import type { Caller } from '../auth/authenticate.ts';

/** What a resolver knows of the request it serves. */
export interface RequestContext {
  caller: Caller;
  /** The address that the caller has reached this server by. */
  origin: string;
  /** The IP address that the caller has, as far as the server knows. */
  address: string;
}

/** Stands for "the caller's own things" while `my { … }` is answered. */
export interface Viewer {
  caller: Caller;
}

/** Stands for a part of the schema that only gathers questions, as `support { … }` does. */
export type Room = Record<string, never>;
