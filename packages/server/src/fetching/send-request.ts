import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { FetchRefused, toRefusal } from './fetch-refused.ts';
import type { ResolvedAddress, Target } from './find-target.ts';

/** What is said to the other side. */
export interface Message {
  method: 'GET' | 'POST';
  headers: Record<string, string>;
  body?: string | Uint8Array;
}

/** Another side that says nothing for so long will not say more. */
const STALL_SECONDS = 30;
/** No honest answer has more; the rest of memory is safe from the others. */
const MAX_HEADER_BYTES = 16 * 1024;

/**
 * Sends one request to one of the target's checked addresses, on a connection of its own, and gives the answer
 * once its headers are there. Its body fails with FetchRefused when it stalls.
 */
export function sendRequest(target: Target, message: Message, signal: AbortSignal): Promise<IncomingMessage> {
  const { url } = target;
  const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  const request: ClientRequest = send({
    method: message.method,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port || undefined,
    path: url.pathname + url.search,
    headers: {
      'accept-encoding': 'identity',
      'user-agent': 'Tiepoint',
      ...message.headers,
      host: url.host,
      ...(message.body !== undefined && { 'content-length': Buffer.byteLength(message.body) }),
    },
    lookup: pinned(target.addresses),
    // A connection that is kept could be to an address that was checked for another name.
    agent: false,
    rejectUnauthorized: true,
    maxHeaderSize: MAX_HEADER_BYTES,
    timeout: STALL_SECONDS * 1000,
  });
  const abort = () => request.destroy(signal.reason);
  signal.addEventListener('abort', abort, { once: true });
  request.on('close', () => signal.removeEventListener('abort', abort));
  let answer: IncomingMessage | undefined;
  request.on('timeout', () => {
    const stalled = new FetchRefused('TooSlow', `${url.host} sent nothing for ${STALL_SECONDS} seconds.`);
    answer ? answer.destroy(stalled) : request.destroy(stalled);
  });
  request.on('error', (error) => reject(signal.aborted ? signal.reason : toRefusal(error, url.host)));
  request.on('response', (response) => {
    answer = response;
    resolve(response);
  });
  request.end(message.body);
  if (signal.aborted) abort();
  return promise;
}

/** Answers with the checked addresses, whatever the name has come to stand for meanwhile. */
function pinned(addresses: readonly ResolvedAddress[]): LookupFunction {
  return (hostname, options, done) => {
    const [first] = addresses;
    if (options.all) done(null, [...addresses]);
    else if (first) done(null, first.address, first.family);
    else done(new Error(`${hostname} has no address.`), '');
  };
}
