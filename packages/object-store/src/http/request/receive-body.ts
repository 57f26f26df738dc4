import type { IncomingMessage } from 'node:http';

import type { BodyCheck } from '../../checksums/body-check.ts';
import type { EtagKind } from '../../folder/write-options.ts';
import { S3Error } from '../../s3-error.ts';
import type { BodyForm, Exchange, HandlerNeeds } from '../exchange.ts';
import type { RequestHeaders } from '../request-headers.ts';
import { watchStall } from './watch-stall.ts';

/** A streamed body without its framing, and what it must be. */
export interface ReceivedBody {
  readonly content: AsyncIterable<Uint8Array>;
  readonly check: BodyCheck;
  readonly etag: EtagKind;
}

/**
 * Checks the headers that describe the body, and then sends `100 Continue`.
 *
 * @throws S3Error `EntityTooLarge`, `MissingContentLength`, `InsufficientStorage`, `InvalidDigest` or
 * `InvalidArgument`; the content throws `EntityTooLarge`, `IncompleteBody` and `SignatureDoesNotMatch`
 */
export async function receiveBody(
  needs: HandlerNeeds,
  exchange: Exchange,
  maxBytes: number = needs.maxObjectBytes,
): Promise<ReceivedBody> {
  const { request, headers } = exchange;
  const { lengthHeader, decode, check, etag } = exchange.readBodyForm(headers);
  const statedBytes = await checkLength(needs, headers, { lengthHeader, maxBytes });
  exchange.inviteBody();
  const sent = readRequest(request, needs.stallTimeoutSeconds);
  const content = countBytes(decode ? decode(sent) : sent, statedBytes, maxBytes);
  return { content, check, etag };
}

/**
 * The stated length, if there is enough space; undefined for a chunked body.
 *
 * @throws S3Error `MissingContentLength`, `InvalidArgument`, `EntityTooLarge` or `InsufficientStorage`
 */
export async function checkLength(
  needs: HandlerNeeds,
  headers: RequestHeaders,
  { lengthHeader, maxBytes }: { lengthHeader: BodyForm['lengthHeader']; maxBytes: number },
): Promise<number | undefined> {
  const statedBytes = readLength(headers[lengthHeader]);
  if (statedBytes === undefined && headers['transfer-encoding'] === undefined) {
    throw new S3Error('MissingContentLength', 'You must provide the Content-Length HTTP header.');
  }
  if (statedBytes !== undefined && statedBytes > maxBytes) throw tooLarge(maxBytes);
  if (statedBytes !== undefined && statedBytes > (await needs.folder.freeBytes())) {
    throw new S3Error('InsufficientStorage', 'The store has no space for an object of this size.');
  }
  return statedBytes;
}

function readLength(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  if (!/^\d{1,15}$/.test(header)) throw new S3Error('InvalidArgument', 'The stated length is no number.');
  return Number(header);
}

/** The raw body of the request; aborted when the client stalls. */
export async function* readRequest(
  request: IncomingMessage,
  stallTimeoutSeconds: number,
): AsyncGenerator<Uint8Array> {
  let receivedBytes = 0;
  using _watch = watchStall(
    () => receivedBytes,
    stallTimeoutSeconds,
    () => request.socket.destroy(),
  );
  // The socket must survive an error, because the response goes through it.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    receivedBytes += chunk.byteLength;
    yield chunk;
  }
}

async function* countBytes(
  content: AsyncIterable<Uint8Array>,
  statedBytes: number | undefined,
  maxBytes: number,
): AsyncGenerator<Uint8Array> {
  let receivedBytes = 0;
  for await (const chunk of content) {
    receivedBytes += chunk.byteLength;
    if (receivedBytes > maxBytes) throw tooLarge(maxBytes);
    yield chunk;
  }
  if (statedBytes !== undefined && receivedBytes !== statedBytes) {
    throw new S3Error('IncompleteBody', `The body has ${receivedBytes} bytes instead of ${statedBytes}.`);
  }
}

function tooLarge(maxBytes: number): S3Error {
  return new S3Error('EntityTooLarge', `Your upload may have at most ${maxBytes} bytes.`);
}
