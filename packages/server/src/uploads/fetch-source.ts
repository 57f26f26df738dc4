import { DomainError } from '../errors/domain-error.ts';
import { FetchRefused } from '../fetching/fetch-refused.ts';
import type { FetchSource } from '../fetching/fetch-to-bucket.ts';
import type { Fetcher } from '../fetching/fetcher.ts';

const MAX_URL_CHARACTERS = 8000;
/** What may stand in an Authorization header, in a length that servers take. */
const TOKEN = /^[\x21-\x7e]{1,4096}$/;

/** Throws a DomainError that says why a URL, or the token to send there, can't be used. */
export function assertUsable(fetcher: Fetcher, { url, token }: FetchSource): void {
  if (url.length > MAX_URL_CHARACTERS || /\p{Cc}/u.test(url)) {
    const message = `A URL has at most ${MAX_URL_CHARACTERS} characters, and no control character among them.`;
    throw new DomainError('BAD_INPUT', message);
  }
  if (token && !TOKEN.test(token)) {
    throw new DomainError('BAD_INPUT', 'A bearer token has 1 to 4096 visible ASCII characters and no space.');
  }
  try {
    fetcher.assertFetchable(url);
  } catch (error) {
    if (error instanceof FetchRefused) throw new DomainError('BAD_INPUT', error.message, { cause: error });
    throw error;
  }
}

/** The last segment of a URL's path, as a person would read it. */
export function nameOf(url: string): string {
  const segment = new URL(url).pathname.split('/').filter(Boolean).at(-1) ?? '';
  try {
    return decodeURIComponent(segment).replace(/\p{Cc}/gu, '');
  } catch {
    // A percent sign that stands for itself.
    return segment;
  }
}
