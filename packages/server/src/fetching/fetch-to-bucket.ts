import type { Bucket, StoredObject } from '../storage/bucket.ts';
import type { Fetcher } from './fetcher.ts';

/** Where something is fetched from. */
export interface FetchSource {
  url: string;
  /** Sent as a bearer token to the URL's own server. */
  token?: string | null;
}

/** How much is taken, and how long it may take. */
export interface FetchLimits {
  maxBytes: number;
  maxSeconds: number;
}

/** What is fetched, and where it goes. */
export interface BucketFetch {
  source: FetchSource;
  limits: FetchLimits;
  bucket: Bucket;
  key: string;
}

/** The other side has answered, but not with the file. */
export class FetchFailed extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'FetchFailed';
    this.status = status;
  }
}

/**
 * Streams what a URL gives into a bucket; the object is there once all of it is. Throws FetchRefused, FetchFailed,
 * the signal's reason, or what the bucket throws; `judgeFetchError` tells a job what to do about it.
 */
export async function fetchToBucket(
  fetcher: Fetcher,
  { source, limits, bucket, key }: BucketFetch,
  signal: AbortSignal,
): Promise<StoredObject> {
  const headers: Record<string, string> = source.token ? { authorization: `Bearer ${source.token}` } : {};
  const { status, body } = await fetcher.fetch({ url: source.url, headers, ...limits }, signal);
  if (status !== 200) {
    body.destroy();
    throw new FetchFailed(status, `The other server responded with HTTP status ${status}.`);
  }
  return bucket.write(key, body, 'application/octet-stream');
}
