import type { IncomingMessage, ServerResponse } from 'node:http';

import type { S3Error } from '../s3-error.ts';
import { escapeXml } from '../xml/format-xml.ts';

/** Time for a client to read the answer while the rest of its body is thrown away. */
const LINGER_MILLISECONDS = 2000;

/**
 * Answers with S3's XML error, or with the status alone to a HEAD.
 *
 * @param clientWaits the client waits for `100 Continue`, so no body is on its way
 */
export function answerError(
  request: IncomingMessage,
  response: ServerResponse,
  error: S3Error,
  clientWaits: boolean,
): void {
  const path = request.url?.split('?')[0] ?? '';
  const requestId = String(response.getHeader('x-amz-request-id') ?? '');
  const xml = [
    '<?xml version="1.0" encoding="UTF-8"?>\n<Error>',
    `<Code>${error.code}</Code>`,
    `<Message>${escapeXml(error.message)}</Message>`,
    `<Resource>${escapeXml(path)}</Resource>`,
    `<RequestId>${requestId}</RequestId>`,
    '</Error>',
  ].join('');
  const bodyIsUnread = !request.complete;
  if (bodyIsUnread) response.setHeader('Connection', 'close');
  response.setHeader('Content-Type', 'application/xml');
  response.setHeader('Content-Length', Buffer.byteLength(xml));
  response.writeHead(error.status);
  if (request.method !== 'HEAD') response.write(xml);
  if (bodyIsUnread && !clientWaits) linger(request, response);
  else response.end();
}

/**
 * Ends the answer once the client has sent all, or after a while.
 *
 * To close a socket with unread data in it makes the kernel reset the connection, and the client
 * would see the reset instead of the answer.
 */
function linger(request: IncomingMessage, response: ServerResponse): void {
  const timer = setTimeout(() => response.end(), LINGER_MILLISECONDS);
  response.once('close', () => clearTimeout(timer));
  request.once('end', () => response.end());
  request.resume();
}
