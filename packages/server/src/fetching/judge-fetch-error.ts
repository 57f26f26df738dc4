import type { Attempt } from '../queue/queue.ts';
import { type FetchRefusal, FetchRefused } from './fetch-refused.ts';
import { FetchFailed } from './fetch-to-bucket.ts';

/** Why a fetch has come to its end. */
export interface FetchJudgement {
  tooLarge: boolean;
  /** A sentence for people; it names neither the URL nor the token. */
  message: string;
}

/** Refusals that the next minute may lift. */
const PASSING_REFUSALS: readonly FetchRefusal[] = ['Unresolvable', 'TooSlow', 'ConnectionFailed'];
/** The client's fault, yet only for now: Request Timeout and Too Many Requests. */
const PASSING_STATUSES = [408, 429];

/**
 * Tells why a job's fetch has come to its end. Throws the error again where another attempt may help, and where it
 * is no error of the fetch: an abort, a full disk.
 */
export function judgeFetchError(error: unknown, attempt: Attempt): FetchJudgement {
  const fromFetch = error instanceof FetchRefused || error instanceof FetchFailed;
  if (!fromFetch || attempt.signal.aborted || (mayPass(error) && !attempt.last)) throw error;
  const tooLarge = error instanceof FetchRefused && error.reason === 'TooLarge';
  return { tooLarge, message: error.message };
}

function mayPass(error: FetchRefused | FetchFailed): boolean {
  if (error instanceof FetchRefused) return PASSING_REFUSALS.includes(error.reason);
  return error.status >= 500 || PASSING_STATUSES.includes(error.status);
}
