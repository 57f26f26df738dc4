import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

import { checkAccess, type FindAccessKey } from '../access/access-key.ts';
import { S3Error, type S3ErrorCode } from '../s3-error.ts';
import { parseRequestTarget, type RequestTarget, singleQueryValue } from '../signature/request-target.ts';
import { type VerifiedRequest, verifyRequest } from '../signature/verify-request.ts';
import { answerError } from './answer-error.ts';
import type { HandlerNeeds } from './exchange.ts';
import { allowedMethods, findOperation, type Level } from './find-operation.ts';
import { readHeaders } from './request-headers.ts';
import { answerPreflight, setCommonHeaders } from './response-headers.ts';

/** What a request is verified with and served from. */
export interface RequestNeeds extends HandlerNeeds {
  readonly findAccessKey: FindAccessKey;
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
  let clientWaits = expectsContinue;
  const inviteBody = () => {
    if (clientWaits) response.writeContinue();
    clientWaits = false;
  };
  setCommonHeaders(response, requestId);
  try {
    if (request.method === 'OPTIONS') answerPreflight(request, response);
    else await serve(needs, request, response, inviteBody);
  } catch (error) {
    if (isClientGone(error)) return;
    const s3Error = toS3Error(error);
    if (OPERATOR_CODES.includes(s3Error.code)) {
      needs.report(error, {
        requestId,
        method: request.method ?? '',
        path: request.url?.split('?')[0] ?? '',
      });
    }
    if (response.headersSent || request.socket.destroyed) request.socket.destroy();
    else answerError(request, response, s3Error, clientWaits);
  }
}

async function serve(
  needs: RequestNeeds,
  request: IncomingMessage,
  response: ServerResponse,
  inviteBody: () => void,
): Promise<void> {
  const target = parseRequestTarget(request.url ?? '');
  const { accessKey, payload } = await authenticate(needs, request, target);
  const headers = readHeaders(request, target);
  const { level, bucket, key } = locate(target);
  const operation = findOperation(request.method ?? '', level, target, headers);
  if (operation === undefined) {
    response.setHeader('Allow', allowedMethods(level).join(', '));
    throw new S3Error('MethodNotAllowed', 'The specified method is not allowed against this resource.');
  }
  if (operation.action) checkAccess(accessKey, operation.action, { bucket, key: key || findPrefix(target) });
  if (level === 'bucket') needs.folder.checkBucket(bucket);
  if (level === 'object') needs.folder.checkLocation(bucket, key);
  await operation.serve(needs, {
    request,
    response,
    target,
    bucket,
    key,
    headers,
    accessKey,
    payload,
    inviteBody,
  });
}

/** Signature V4 is the only way in; other ways to sign are to be added here. */
async function authenticate(
  needs: RequestNeeds,
  request: IncomingMessage,
  target: RequestTarget,
): Promise<VerifiedRequest> {
  // A client may name any header as signed, `constructor` too.
  const headers = new Map(Object.entries(request.headersDistinct));
  return await verifyRequest(
    {
      method: request.method ?? '',
      target,
      headerNames: [...headers.keys()],
      headerValues: (name) => headers.get(name) ?? [],
    },
    needs.findAccessKey,
    needs.now(),
  );
}

/** Path style: the bucket, then the key. */
function locate(target: RequestTarget): { level: Level; bucket: string; key: string } {
  const [bucket = '', ...keySegments] = target.segments;
  const key = keySegments.join('/');
  if (key !== '') return { level: 'object', bucket, key };
  return { level: bucket === '' ? 'store' : 'bucket', bucket, key };
}

/** A list counts as access to what it may show. */
function findPrefix(target: RequestTarget): string {
  return singleQueryValue(target, 'prefix') ?? '';
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
