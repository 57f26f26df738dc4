import { isUtf8 } from 'node:buffer';
import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { Readable } from 'node:stream';
import type { AddressRange } from '../config/private-ranges.ts';
import { createAddressPolicy } from './address-policy.ts';
import { FetchRefused } from './fetch-refused.ts';
import { findTarget, type Resolve, readTarget, resolveBySystem } from './find-target.ts';
import { limitBody, type Pace, startDeadline } from './limit-body.ts';
import { type Message, sendRequest } from './send-request.ts';

/** What to fetch, and how much of it. */
export interface FetchRequest {
  url: string;
  /** GET when left out. */
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: string | Uint8Array;
  /** How often a GET goes on to another address: 3 when left out. With 0 and for a POST a redirect is an answer. */
  maxRedirects?: number;
  /** From the first look-up to the last byte of the body. */
  maxSeconds: number;
  /** Of the body. */
  maxBytes: number;
}

/** What came back, whatever its status. */
export interface FetchResponse {
  status: number;
  headers: IncomingHttpHeaders;
  /** Where the redirects have led to. */
  url: string;
  /** Read it to its end or destroy it. It fails with FetchRefused beyond `maxBytes` and `maxSeconds`. */
  body: Readable;
}

/**
 * Fetches addresses that strangers have named. Only the public internet is reached, and what the operator allows
 * beside it: each address is checked before it is connected to, after each redirect too.
 */
export interface Fetcher {
  /** Throws FetchRefused or the signal's reason. */
  fetch(request: FetchRequest, signal: AbortSignal): Promise<FetchResponse>;
  /** Throws FetchRefused where a URL would be refused whatever its name resolves to. */
  assertFetchable(url: string): void;
}

export interface FetcherOptions {
  /** Ranges that are not public and may be fetched from all the same, at any port. */
  privateRanges: readonly AddressRange[];
  /** Finds the addresses of a name; the system's resolver when left out. */
  resolve?: Resolve;
  /** Slower transfers are ended; default: a window of 30 seconds for an answer to begin, and any rate after that. */
  pace?: Pace;
}

const DEFAULT_REDIRECTS = 3;
const DEFAULT_PACE: Pace = { windowSeconds: 30, minBytesPerSecond: 0 };
const REDIRECTS = [301, 302, 303, 307, 308];
/** What a caller says to one server and not to the one that it redirects to. */
const SECRET_HEADERS = ['authorization', 'cookie', 'proxy-authorization'];

/** Makes the server's fetcher. */
export function createFetcher(options: FetcherOptions): Fetcher {
  const policy = createAddressPolicy(options.privateRanges);
  const { resolve = resolveBySystem, pace = DEFAULT_PACE } = options;

  const send = async (url: URL, message: Message, signal: AbortSignal) => {
    const target = await beforeAbort(signal, findTarget(url, policy, resolve));
    const begin = startDeadline(pace.windowSeconds, signal);
    return sendRequest(target, message, begin.signal).finally(begin.end);
  };

  const follow = async (request: FetchRequest, signal: AbortSignal) => {
    const { url: text, method = 'GET', headers = {}, body, maxRedirects = DEFAULT_REDIRECTS } = request;
    const followed = method === 'GET' ? maxRedirects : 0;
    let url = readTarget(text, policy);
    let message: Message = { method, headers, body };
    for (let redirects = 0; ; redirects++) {
      const answer = await send(url, message, signal);
      const location = redirectOf(answer);
      if (location === undefined || followed === 0) return { answer, url };
      answer.destroy();
      if (redirects === followed) {
        throw new FetchRefused('TooManyRedirects', `The URL redirects more than ${followed} times.`);
      }
      const next = readTarget(URL.parse(location, url.href)?.href ?? location, policy);
      if (next.origin !== url.origin) message = { ...message, headers: withoutSecrets(message.headers) };
      url = next;
    }
  };

  return {
    assertFetchable: (url) => void readTarget(url, policy),
    async fetch(request, signal) {
      const deadline = startDeadline(request.maxSeconds, signal);
      try {
        const { answer, url } = await follow(request, deadline.signal);
        const body = limitBody(answer, { maxBytes: request.maxBytes, deadline, pace, host: url.host });
        return { status: answer.statusCode ?? 0, headers: answer.headers, url: url.href, body };
      } catch (error) {
        deadline.end();
        throw error;
      }
    },
  };
}

/** Where an answer redirects to. Node reads headers as Latin-1; an address in raw UTF-8 is read as what it is. */
function redirectOf({ statusCode = 0, headers }: IncomingMessage): string | undefined {
  if (!REDIRECTS.includes(statusCode) || headers.location === undefined) return undefined;
  const bytes = Buffer.from(headers.location, 'latin1');
  return isUtf8(bytes) ? bytes.toString('utf8') : headers.location;
}

function withoutSecrets(headers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !SECRET_HEADERS.includes(name.toLowerCase())),
  );
}

/** Waits for what can't be aborted itself. */
async function beforeAbort<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const abort = () => reject(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  try {
    return await Promise.race([aborted, work]);
  } finally {
    signal.removeEventListener('abort', abort);
  }
}
