import { type ChosenPhoto, type ClientPlatform, PhotoUnreadable, type PutAnswer } from '../platform.ts';
import { retryWithBackoff } from '../waiting/retry-with-backoff.ts';

/** How long a PUT is retried on the same URL. */
export interface PutRetries {
  firstWaitMs?: number;
  /** Default: a minute. */
  retryForMs?: number;
}

/** A photo to PUT into the bucket. */
export interface PhotoPut<Photo extends ChosenPhoto> extends PutRetries {
  platform: ClientPlatform<Photo>;
  photo: Photo;
  /** The first presigned URL. */
  url: string;
  /** Requests another presigned URL for the same photo when the current one has expired. */
  renewUrl(): Promise<string>;
  /** Called with the bytes sent since the last call; negative when a try has failed and its bytes don't count. */
  onBytes(count: number): void;
  /** Called on a retry, once per distinct reason. */
  onRetry(reason: string): void;
  signal: AbortSignal;
}

/** The bucket did not accept the photo after all retries. */
export class PutFailed extends Error {
  /** Whether the error is transient: the same PUT may succeed later. */
  readonly transient: boolean;

  constructor(message: string, transient: boolean, options?: ErrorOptions) {
    super(message, options);
    this.name = 'PutFailed';
    this.transient = transient;
  }
}

type PutOutcome = 'stored' | 'expired';

/** Minimum, because an error may take longer than the retry time: a large photo may fail after minutes. */
const MIN_TRIES_PER_URL = 5;
/** URLs are valid for hours: when several have expired at once, clocks differ and another one won't help. */
const MAX_URLS = 3;
const FIRST_WAIT_MS = 500;
/** Transient statuses of S3, OSS and proxies. */
const TRANSIENT_STATUSES = new Set([408, 409, 425, 429, 500, 502, 503, 504]);

const CONTENT_TYPES: Readonly<Record<string, string>> = {
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  png: 'image/png',
  tif: 'image/tiff',
  tiff: 'image/tiff',
};

/**
 * PUTs a photo. Transient errors are retried with backoff, for a minute and at least 5 times; a new URL is requested
 * when the store reports that this one has expired. The PUT is idempotent. Rejects with a PutFailed, a
 * PhotoUnreadable or the signal's reason.
 */
export async function putPhoto<Photo extends ChosenPhoto>(put: PhotoPut<Photo>): Promise<void> {
  let url = put.url;
  for (let urls = 1; ; urls++) {
    const outcome = await putToUrl(put, url);
    if (outcome === 'stored') return;
    if (urls === MAX_URLS)
      throw new PutFailed('Every upload URL was expired from the start: check the clocks.', false);
    url = await put.renewUrl();
  }
}

function putToUrl<Photo extends ChosenPhoto>(put: PhotoPut<Photo>, url: string): Promise<PutOutcome> {
  let lastReason: string | undefined;
  const plan = {
    minTries: MIN_TRIES_PER_URL,
    retryForMs: put.retryForMs,
    firstWaitMs: put.firstWaitMs ?? FIRST_WAIT_MS,
    isTransient: (error: unknown) => error instanceof PutFailed && error.transient,
    onRetry: (error: unknown) => {
      const reason = error instanceof Error ? error.message : String(error);
      if (reason !== lastReason) put.onRetry(reason);
      lastReason = reason;
    },
    signal: put.signal,
  };
  return retryWithBackoff(plan, async () => {
    let counted = 0;
    const onBytes = (count: number) => {
      counted += count;
      put.onBytes(count);
    };
    let outcome: PutOutcome | undefined;
    try {
      outcome = readAnswer(await send(put, url, onBytes));
      return outcome;
    } finally {
      if (outcome !== 'stored') put.onBytes(-counted);
    }
  });
}

async function send<Photo extends ChosenPhoto>(
  { platform, photo, signal }: PhotoPut<Photo>,
  url: string,
  onBytes: (count: number) => void,
): Promise<PutAnswer> {
  const contentType = CONTENT_TYPES[extensionOf(photo.name)] ?? 'application/octet-stream';
  try {
    return await platform.putPhoto(photo, { url, contentType }, { onBytes, signal });
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof PhotoUnreadable) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new PutFailed(`The connection to the object store broke: ${why}`, true, { cause: error });
  }
}

function readAnswer({ status, body }: PutAnswer): PutOutcome {
  if (status >= 200 && status < 300) return 'stored';
  // S3, OSS and MinIO respond 403 or 400 with "Request has expired" or "ExpiredToken" in the XML.
  if ((status === 403 || status === 400) && /expired/i.test(body)) return 'expired';
  const code = /<Code>([^<]*)<\/Code>/.exec(body)?.[1];
  const message = /<Message>([^<]*)<\/Message>/.exec(body)?.[1];
  const said = [code, message].filter(Boolean).join(': ');
  throw new PutFailed(
    `The object store answered with HTTP status ${status}${said && ` (${said})`}.`,
    TRANSIENT_STATUSES.has(status) || code === 'RequestTimeout',
  );
}

function extensionOf(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1).toLowerCase();
}
