import { DomainError } from '../errors/domain-error.ts';
import { FetchRefused } from '../fetching/fetch-refused.ts';
import type { Fetcher } from '../fetching/fetcher.ts';

const MAX_URL_CHARACTERS = 2000;

/** Refuses an address that the server would never post to, with a DomainError that says why. */
export function assertPostable(fetcher: Fetcher, url: string): void {
  if (url.length > MAX_URL_CHARACTERS) {
    throw new DomainError(
      'BAD_INPUT',
      `The URL of a webhook must have at most ${MAX_URL_CHARACTERS} characters.`,
    );
  }
  try {
    fetcher.assertFetchable(url);
  } catch (error) {
    if (error instanceof FetchRefused) throw new DomainError('BAD_INPUT', error.message, { cause: error });
    throw error;
  }
}
