import type { Ownership, Turn } from './turns.ts';

/** A kind of job: what it is called and how it is tried again. */
export interface JobKind<Data extends object> {
  readonly name: string;
  /** After so many failures the handler is told that this is the last attempt. */
  readonly retryLimit: number;
  /** A job that runs longer is taken for lost, beside the heartbeat. */
  readonly expireInSeconds: number;
  /** At most one waiting or running job for each value. */
  readonly uniqueKey: (data: Data) => string;
  /** Whose work it is: owners take turns. Left out, it is the server's own, and done in its order. */
  readonly ownership?: Ownership<Data>;
  /** Larger goes first among jobs of the same turn, and of the server's own; default: 0. */
  readonly priority?: (data: Data) => number;
}

/** A kind of job together with what does it: declared beside its worker, and listed in `start-work.ts`. */
export interface Job<Needs, Data extends object> extends JobKind<Data> {
  /** How many of them one server works on at the same time. */
  readonly concurrency: number | ((needs: Needs) => number);
  /** How many of them may be one owner's; default: all. */
  readonly concurrencyPerOwner?: number | ((needs: Needs) => number);
  /** Throwing means: try again later. */
  readonly run: (needs: Needs, data: Data, attempt: Attempt) => Promise<void>;
}

/** What a handler is told about the attempt it makes. */
export interface Attempt {
  /** Aborts when the server stops or the job was taken away. */
  signal: AbortSignal;
  /** No further attempt follows a failure of this one. */
  last: boolean;
  /** Where the job stood in line; undefined for the server's own work. */
  turn?: Turn;
}
