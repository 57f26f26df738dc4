import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

import { S3Error, type S3ErrorCode } from '../s3-error.ts';
import type { Credentials } from '../signature/presign-url.ts';
import { parseRequestTarget, type RequestTarget } from '../signature/request-target.ts';
import { type VerifiedRequest, verifyPresignedUrl } from '../signature/verify-presigned-url.ts';
import { answerError } from './answer-error.ts';
import type { Handler, HandlerNeeds } from './exchange.ts';
import { getObject } from './get-object.ts';
import { putObject } from './put-object.ts';
import { answerPreflight, setCommonHeaders } from './response-headers.ts';

/** What a request is verified with and served from. */
export interface RequestNeeds extends HandlerNeeds {
  readonly credentials: Credentials;
  readonly now: () => Date;
  /** Told of failures that are not the client's. */
  readonly report: (error: unknown, context: RequestContext) => void;
}

/** The request in which something failed; the path only, for the query holds the signature. */
export interface RequestContext {
  readonly requestId: string;
  readonly method: string;
  readonly path: string;
}

/** One handler a verb; a verb that is not here is refused. */
const HANDLERS: Readonly<Record<string, Handler>> = { GET: getObject, HEAD: getObject, PUT: putObject };

/** Subresources change what a verb means, so a store that ignored one would do the wrong thing. */
const SUBRESOURCES = new Set(
  (
    'acl append attributes cors delete legal-hold lifecycle list-type location partNumber policy restore ' +
    'retention select tagging torrent uploadId uploads versionId versioning versions'
  ).split(' '),
);

/** File-system errors that mean the disk or the quota is full. */
const DISK_FULL_CODES = ['ENOSPC', 'EDQUOT'];

/** Failures that the store's operator must hear of; all others are the client's. */
const OPERATOR_CODES: readonly S3ErrorCode[] = ['InternalError', 'InsufficientStorage'];

/** Errors of a connection that the client has left. */
const CLIENT_GONE_CODES = ['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED'];

/**
 * Serves one request from verification to answer; it never rejects.
 *
 * @param expectsContinue the client waits for `100 Continue` before it sends the body
 */
export async function handleRequest(
  needs: RequestNeeds,
  request: IncomingMessage,
  response: ServerResponse,
  expectsContinue: boolean,
): Promise<void> {
  const requestId = randomBytes(8).toString('hex').toUpperCase();
  const method = request.method ?? '';
  let clientWaits = expectsContinue;
  const inviteBody = () => {
    if (clientWaits) response.writeContinue();
    clientWaits = false;
  };
  setCommonHeaders(response, requestId);
  try {
    if (method === 'OPTIONS') return answerPreflight(request, response);
    const handler = HANDLERS[method];
    if (handler === undefined) throw methodNotAllowed(response);
    const target = parseRequestTarget(request.url ?? '');
    const { payloadSha256 } = authenticate(needs, request, target);
    const { bucket, key } = findLocation(needs, response, target);
    await handler(needs, { request, response, target, bucket, key, payloadSha256, inviteBody });
  } catch (error) {
    if (isClientGone(error)) return;
    const s3Error = toS3Error(error);
    if (OPERATOR_CODES.includes(s3Error.code)) {
      needs.report(error, { requestId, method, path: request.url?.split('?')[0] ?? '' });
    }
    if (response.headersSent || request.socket.destroyed) request.socket.destroy();
    else answerError(request, response, s3Error, clientWaits);
  }
}

/** Presigned URLs are the only way in; other ways to sign are to be added here. */
function authenticate(needs: RequestNeeds, request: IncomingMessage, target: RequestTarget): VerifiedRequest {
  if (!target.query.some(([name]) => name === 'X-Amz-Algorithm' || name === 'X-Amz-Signature')) {
    throw new S3Error(
      'AccessDenied',
      'Access Denied. This store accepts presigned URLs (Signature Version 4) only.',
    );
  }
  // A client may name any header as signed, `constructor` too.
  const headers = new Map(Object.entries(request.headersDistinct));
  const headerValues = (name: string) => headers.get(name) ?? [];
  return verifyPresignedUrl(
    { method: request.method ?? '', target, headerValues },
    needs.credentials,
    needs.now(),
  );
}

function findLocation(
  needs: RequestNeeds,
  response: ServerResponse,
  target: RequestTarget,
): { bucket: string; key: string } {
  const subresource = target.query.find(([name]) => SUBRESOURCES.has(name))?.[0];
  if (subresource) throw new S3Error('NotImplemented', `The subresource ${subresource} is not supported.`);
  const [bucket = '', ...keySegments] = target.segments;
  const key = keySegments.join('/');
  if (key === '') throw methodNotAllowed(response);
  needs.folder.checkLocation(bucket, key);
  return { bucket, key };
}

function methodNotAllowed(response: ServerResponse): S3Error {
  response.setHeader('Allow', [...Object.keys(HANDLERS), 'OPTIONS'].join(', '));
  return new S3Error('MethodNotAllowed', 'The specified method is not allowed against this resource.');
}

function toS3Error(error: unknown): S3Error {
  if (error instanceof S3Error) return error;
  if (hasCode(error, DISK_FULL_CODES)) {
    return new S3Error('InsufficientStorage', 'The disk of the store is full. Try again later.', {
      cause: error,
    });
  }
  return new S3Error('InternalError', 'We encountered an internal error. Please try again.', {
    cause: error,
  });
}

function isClientGone(error: unknown): boolean {
  return hasCode(error, CLIENT_GONE_CODES);
}

function hasCode(error: unknown, codes: readonly string[]): boolean {
  return error instanceof Error && 'code' in error && codes.includes(String(error.code));
}
