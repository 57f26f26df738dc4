import type { IncomingMessage } from 'node:http';

import type { RequestTarget } from '../signature/request-target.ts';
import type { RequestHeaders } from './exchange.ts';

/**
 * The request's headers, with those that SDKs move into the query of a presigned URL.
 *
 * Checksums in the query are left out: SDKs sign the CRC-32 of an empty body into presigned URLs.
 */
export function readHeaders(request: IncomingMessage, target: RequestTarget): RequestHeaders {
  const fromQuery = target.query.filter(
    ([name]) => name.startsWith('x-amz-') && !/^x-amz-(sdk-)?checksum-/.test(name),
  );
  const sent = Object.entries(request.headers).map(
    ([name, value]) => [name, Array.isArray(value) ? value.join(',') : value] as const,
  );
  return Object.fromEntries([...fromQuery, ...sent]);
}
