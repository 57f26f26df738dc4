import type { IncomingMessage, ServerResponse } from 'node:http';

import type { Wording } from '../wording.ts';

/** Read by browser clients: ETag and CRC prove the upload, the others serve resumed downloads and bug reports. */
const EXPOSED_HEADERS = [
  'ETag',
  'Content-Length',
  'Content-Range',
  'Accept-Ranges',
  'Last-Modified',
  'x-amz-request-id',
  'x-oss-request-id',
  'x-oss-hash-crc64ecma',
].join(', ');

/** How long a browser may cache a preflight: two hours, Chromium's limit. */
const PREFLIGHT_MAX_AGE_SECONDS = 7200;

/**
 * Headers of every response: CORS for any origin, and a policy that keeps objects from running as pages of this
 * origin.
 */
export function setCommonHeaders(response: ServerResponse, wording: Wording, requestId: string): void {
  response.setHeader(`${wording.headerPrefix}request-id`, requestId);
  // The signed URL is the only credential, so any origin may use it.
  response.setHeader('Access-Control-Allow-Origin', '*');
  response.setHeader('Access-Control-Expose-Headers', EXPOSED_HEADERS);
  response.setHeader('Cross-Origin-Resource-Policy', 'cross-origin');
  response.setHeader('X-Content-Type-Options', 'nosniff');
  response.setHeader('Content-Security-Policy', "sandbox; default-src 'none'");
  response.setHeader('Referrer-Policy', 'no-referrer');
}

/** Answers a CORS preflight, which carries no signature. */
export function answerPreflight(request: IncomingMessage, response: ServerResponse): void {
  response.setHeader('Access-Control-Allow-Methods', 'PUT, POST, GET, HEAD, DELETE');
  const requestedHeaders = request.headers['access-control-request-headers'];
  if (requestedHeaders !== undefined) {
    response.setHeader('Access-Control-Allow-Headers', requestedHeaders);
    response.setHeader('Vary', 'Access-Control-Request-Headers');
  }
  response.setHeader('Access-Control-Max-Age', PREFLIGHT_MAX_AGE_SECONDS);
  response.setHeader('Content-Length', 0);
  response.writeHead(200).end();
}
