import { DomainError } from '../errors/domain-error.ts';
import { FetchRefused } from '../fetching/fetch-refused.ts';
import type { Fetcher } from '../fetching/fetcher.ts';
import type { Storage } from '../storage/bucket.ts';

interface Needs {
  fetcher: Fetcher;
  storage: Storage;
}

/** Where something can be fetched, and what is known of it. Empty strings count as absent. */
export interface UploadSource {
  url: string;
  /** The user's own name; the last segment of the URL's path when absent. */
  filename?: string | null;
  checksum?: string | null;
  /** Sent as a bearer token. */
  token?: string | null;
}

/** What is registered of something that the server is to fetch. */
export interface FetchedAnnouncement {
  /** The upload bucket that it is fetched into. */
  bucket: string;
  filename: string;
  checksum: string | null | undefined;
  sourceUrl: string;
}

const MAX_URL_CHARACTERS = 8000;
/** What may stand in an Authorization header, in a length that servers take. */
const TOKEN = /^[\x21-\x7e]{1,4096}$/;

/** Reads what is to be fetched; throws a DomainError that says why its URL, or the token to send there, can't be used. */
export function readSource({ fetcher, storage }: Needs, source: UploadSource): FetchedAnnouncement {
  const { url, token, filename, checksum } = source;
  if (url.length > MAX_URL_CHARACTERS || /\p{Cc}/u.test(url)) {
    const message = `A URL must have at most ${MAX_URL_CHARACTERS} characters, without control characters.`;
    throw new DomainError('BAD_INPUT', message);
  }
  if (token && !TOKEN.test(token)) {
    throw new DomainError(
      'BAD_INPUT',
      'A bearer token must have 1 to 4096 visible ASCII characters without spaces.',
    );
  }
  try {
    fetcher.assertFetchable(url);
  } catch (error) {
    if (error instanceof FetchRefused) throw new DomainError('BAD_INPUT', error.message, { cause: error });
    throw error;
  }
  const [bucket = ''] = storage.uploads.keys();
  return { bucket, filename: filename?.trim() || nameOf(url), checksum, sourceUrl: url };
}

/** The last segment of a URL's path, as a person would read it. */
function nameOf(url: string): string {
  const segment = new URL(url).pathname.split('/').filter(Boolean).at(-1) ?? '';
  try {
    return decodeURIComponent(segment).replace(/\p{Cc}/gu, '');
  } catch {
    // A percent sign that stands for itself.
    return segment;
  }
}
