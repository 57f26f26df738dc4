import { FetchRefused } from './fetch-refused.ts';
import type { Fetcher } from './fetcher.ts';

/** Tells whether the server can GET a URL: `Success`, or a sentence that says why it can't. */
export type ReachabilityTest = (url: string) => Promise<string>;

/** Tests are quick; more concurrent ones would be a network scan. */
const MAX_AT_ONCE = 4;
const MAX_SECONDS = 10;
const BUSY = 'The server is testing other URLs at the moment. Retry in a few seconds.';
/** Nothing is read of the body. */
const MAX_BYTES = Number.POSITIVE_INFINITY;

/** Makes the test that counts how often it runs at a time, on this server. */
export function createReachabilityTest(fetcher: Fetcher): ReachabilityTest {
  let running = 0;
  return async (url) => {
    if (running === MAX_AT_ONCE) return BUSY;
    running++;
    try {
      return await testReachability(fetcher, url);
    } finally {
      running--;
    }
  };
}

async function testReachability(fetcher: Fetcher, url: string): Promise<string> {
  const request = { url, maxSeconds: MAX_SECONDS, maxBytes: MAX_BYTES };
  try {
    const { status, body } = await fetcher.fetch(request, new AbortController().signal);
    body.destroy();
    return status < 400 ? 'Success' : `The URL was reached, and responded with HTTP status ${status}.`;
  } catch (error) {
    if (error instanceof FetchRefused) return error.message;
    throw error;
  }
}
