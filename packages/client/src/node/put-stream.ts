import { type ClientRequest, type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { PutAnswer } from '../platform.ts';

/** A PUT whose body is a stream of known length. */
export interface StreamPut {
  url: string;
  headers: { 'content-type': string; 'content-length': number };
  body: AsyncIterable<Buffer>;
  signal: AbortSignal;
}

/** A connection without any transfer for this long is dead. */
const IDLE_MS = 120_000;
/** How long to wait for `100 Continue` from a server that may not support it. */
const CONTINUE_WAIT_MS = 1000;
/** S3's XML errors are far shorter. */
const MAX_ANSWER_CHARACTERS = 4096;

/**
 * One PUT over `node:http`, which sends `Content-Length` with a stream where `fetch` would send chunks. The body
 * waits for `100 Continue`, so that an error arrives before megabytes are written to a connection that the server has
 * closed.
 */
export async function putStream(put: StreamPut): Promise<PutAnswer> {
  const { protocol } = new URL(put.url);
  const hasBody = put.headers['content-length'] > 0;
  const request = (protocol === 'https:' ? requestHttps : requestHttp)(put.url, {
    method: 'PUT',
    headers: { ...put.headers, ...(hasBody && { expect: '100-continue' }) },
    signal: put.signal,
  });
  request.setTimeout(IDLE_MS, () =>
    request.destroy(new Error(`No data was transferred for ${IDLE_MS / 1000} seconds.`)),
  );
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', resolve);
    request.once('error', reject);
  });
  // Handled below; until then a failure of the connection must not be reported as unhandled.
  answered.catch(() => {});
  if (hasBody) request.flushHeaders();
  const refused = hasBody && (await Promise.race([answered.then(() => true), permission(request)]));
  if (!refused) await sendBody(request, put.body, answered);
  return readAnswer(await answered, request);
}

/** Resolves, with "not refused", when the body may be sent: after `100 Continue`, or after a timeout. */
function permission(request: ClientRequest): Promise<false> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, CONTINUE_WAIT_MS, false);
    request.once('continue', () => {
      clearTimeout(timer);
      resolve(false);
    });
    request.once('close', () => clearTimeout(timer));
  });
}

/** Sends the body; stops without error when the server responds before its end. */
async function sendBody(
  request: ClientRequest,
  body: AsyncIterable<Buffer>,
  answered: Promise<IncomingMessage>,
): Promise<void> {
  const sending = pipeline(Readable.from(body, { objectMode: true, highWaterMark: 1 }), request);
  await Promise.race([sending, answered]);
}

async function readAnswer(response: IncomingMessage, request: ClientRequest): Promise<PutAnswer> {
  let body = '';
  response.setEncoding('utf8');
  for await (const text of response) {
    if (body.length < MAX_ANSWER_CHARACTERS) body += text;
  }
  if (!request.writableFinished) request.destroy();
  return { status: response.statusCode ?? 0, body };
}
