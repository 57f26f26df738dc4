import type { IncomingMessage, ServerResponse } from 'node:http';

import type { ErrorAnswer } from '../dialect.ts';

/** Time for a client to read the response while the rest of its body is discarded. */
const LINGER_MS = 2000;

/** A request that has failed. */
export interface FailedCall {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The client waits for `100 Continue`, so no body is on its way. */
  readonly clientWaits: boolean;
}

/** Sends an XML error, or no body for a HEAD. */
export function answerError(
  { status, xml, headHeader }: ErrorAnswer,
  { request, response, clientWaits }: FailedCall,
): void {
  const bodyIsUnread = !request.complete;
  if (bodyIsUnread) response.setHeader('Connection', 'close');
  response.setHeader('Content-Type', 'application/xml');
  response.setHeader('Content-Length', Buffer.byteLength(xml));
  if (request.method === 'HEAD' && headHeader) {
    response.setHeader(headHeader, Buffer.from(xml).toString('base64'));
  }
  response.writeHead(status);
  if (request.method !== 'HEAD') response.write(xml);
  if (bodyIsUnread && !clientWaits) linger(request, response);
  else response.end();
}

/**
 * Ends the response once the client has sent everything, or after a timeout.
 *
 * Closing a socket with unread data makes the kernel reset the connection, and the client would see the reset instead
 * of the response.
 */
function linger(request: IncomingMessage, response: ServerResponse): void {
  const timer = setTimeout(() => response.end(), LINGER_MS);
  response.once('close', () => clearTimeout(timer));
  request.once('end', () => response.end());
  request.resume();
}
