import type { ReadRange } from './open-archive.ts';

/** A file that is read in ranges. */
export interface RangeFile {
  url: string;
  size: number;
}

/** Statuses for an expired link, of the store and of proxies. */
const EXPIRED_STATUSES = [401, 403];
/** Backoff after transient errors, in milliseconds. */
const RETRY_PAUSES_MS = [500, 2000];

/**
 * Reads ranges of a file behind a short-lived link; an expired link is renewed. Rejects on any response but the
 * range, or when the file has changed.
 */
export function openRanges(file: RangeFile, renew: () => Promise<RangeFile | null>): ReadRange {
  let url = file.url;
  let renewing: Promise<void> | null = null;

  const renewLink = async (old: string) => {
    // Another request may have renewed it meanwhile.
    if (url !== old) return;
    renewing ??= renew()
      .then((fresh) => {
        if (fresh?.size !== file.size) throw new Error('There is a newer model: reload the page.');
        url = fresh.url;
      })
      .finally(() => {
        renewing = null;
      });
    await renewing;
  };

  const readOnce = async (start: number, end: number, signal?: AbortSignal) => {
    const asked = url;
    const response = await fetch(asked, { headers: { range: `bytes=${start}-${end - 1}` }, signal });
    if (EXPIRED_STATUSES.includes(response.status)) await renewLink(asked);
    if (response.status !== 206) throw new UnexpectedAnswer(response.status);
    return response.arrayBuffer();
  };

  return async (start, end, signal) => {
    for (let attempt = 0; ; attempt++) {
      try {
        return await readOnce(start, end, signal);
      } catch (error) {
        signal?.throwIfAborted();
        const pause = RETRY_PAUSES_MS[attempt];
        if (pause === undefined || !mayPass(error)) throw error;
        const isRenewed = error instanceof UnexpectedAnswer && EXPIRED_STATUSES.includes(error.status);
        if (!isRenewed) await new Promise((resolve) => setTimeout(resolve, pause));
      }
    }
  };
}

class UnexpectedAnswer extends Error {
  readonly status: number;

  constructor(status: number) {
    super(`The file store answered with HTTP ${status}.`);
    this.status = status;
  }
}

/** A broken connection, a busy store, or a renewed link. */
function mayPass(error: unknown): boolean {
  if (!(error instanceof UnexpectedAnswer)) return error instanceof TypeError;
  return error.status >= 500 || EXPIRED_STATUSES.includes(error.status);
}
