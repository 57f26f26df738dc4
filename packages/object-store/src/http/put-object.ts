import type { IncomingMessage } from 'node:http';

import { S3Error } from '../s3-error.ts';
import type { Exchange, HandlerNeeds } from './exchange.ts';
import { readExpectedDigests } from './expected-digests.ts';
import { watchStall } from './watch-stall.ts';

/** Request headers that ask for more than a plain PutObject, with what each would mean. */
const UNSUPPORTED_HEADERS = {
  'x-amz-copy-source': 'CopyObject',
  'x-amz-trailer': 'A checksum in the trailer',
  'x-amz-decoded-content-length': 'An aws-chunked body',
  'if-match': 'A conditional PUT',
  'if-none-match': 'A conditional PUT',
} as const;

/** Stores the body of a PUT as the object's new content. */
export async function putObject(needs: HandlerNeeds, exchange: Exchange): Promise<void> {
  const { request, response, bucket, key } = exchange;
  checkHeaders(request);
  await checkLength(needs, request);
  const expected = readExpectedDigests(request.headers, exchange.payloadSha256);
  exchange.inviteBody();
  const info = await needs.folder.write(bucket, key, readBody(needs, request), {
    contentType: request.headers['content-type'],
    expected,
  });
  response.setHeader('ETag', `"${info.etag}"`);
  response.setHeader('Content-Length', 0);
  response.writeHead(200).end();
  needs.announce({ bucket, ...info });
}

function checkHeaders(request: IncomingMessage): void {
  for (const [header, meaning] of Object.entries(UNSUPPORTED_HEADERS)) {
    if (request.headers[header] !== undefined)
      throw new S3Error('NotImplemented', `${meaning} is not supported.`);
  }
  if (request.headers['content-encoding']?.includes('aws-chunked')) {
    throw new S3Error('NotImplemented', 'An aws-chunked body is not supported.');
  }
}

async function checkLength(needs: HandlerNeeds, request: IncomingMessage): Promise<void> {
  const length = request.headers['content-length'];
  if (length === undefined) {
    if (request.headers['transfer-encoding'] !== undefined) return;
    throw new S3Error('MissingContentLength', 'You must provide the Content-Length HTTP header.');
  }
  if (Number(length) > needs.maxObjectBytes) throw tooLarge(needs);
  if (Number(length) > (await needs.folder.freeBytes())) {
    throw new S3Error('InsufficientStorage', 'The store has no room for an object of this size.');
  }
}

/** The request's body, cut off with an error at the size limit and when the client stalls. */
async function* readBody(needs: HandlerNeeds, request: IncomingMessage): AsyncGenerator<Uint8Array> {
  let receivedBytes = 0;
  using _watch = watchStall(
    () => receivedBytes,
    needs.stallTimeoutSeconds,
    () => request.socket.destroy(),
  );
  // The socket must outlive an error, because the answer goes through it.
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    receivedBytes += chunk.byteLength;
    if (receivedBytes > needs.maxObjectBytes) throw tooLarge(needs);
    yield chunk;
  }
}

function tooLarge(needs: HandlerNeeds): S3Error {
  return new S3Error('EntityTooLarge', `An object may have at most ${needs.maxObjectBytes} bytes.`);
}
