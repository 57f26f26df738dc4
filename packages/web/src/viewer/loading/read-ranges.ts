import type { ReadRange } from './open-archive.ts';

/** A file that is read in parts. */
export interface RangeFile {
  url: string;
  size: number;
}

/** Statuses of a link that has expired: the store's, and those of proxies before it. */
const EXPIRED_STATUSES = [401, 403];
/** Milliseconds until a part is asked for again after a failure that may pass. */
const RETRY_PAUSES_MS = [500, 2000];

/**
 * Reads parts of a file behind a short-lived link; where that has expired, a fresh one is asked for. Rejects where
 * the store answers with anything but the part, or the file has become another one.
 */
export function openRanges(file: RangeFile, renew: () => Promise<RangeFile | null>): ReadRange {
  let url = file.url;
  let renewing: Promise<void> | null = null;

  const renewLink = async (old: string) => {
    // Somebody else may have renewed it meanwhile.
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

/** A broken connection, a store that is busy, a link that is fresh now. */
function mayPass(error: unknown): boolean {
  if (!(error instanceof UnexpectedAnswer)) return error instanceof TypeError;
  return error.status >= 500 || EXPIRED_STATUSES.includes(error.status);
}
