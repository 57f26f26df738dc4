import type { Caller } from '../auth/authenticate.ts';

/** What a resolver knows of the request it serves. */
export interface RequestContext {
  caller: Caller;
}

/** Stands for "the caller's own things" while `my { … }` is answered. */
export interface Viewer {
  caller: Caller;
}
