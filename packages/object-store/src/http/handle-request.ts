import { randomBytes } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

import { checkAccess } from '../access/access-key.ts';
import { S3Error, type S3ErrorCode } from '../s3-error.ts';
import { answerError } from './answer/answer-error.ts';
import { answerPreflight, setCommonHeaders } from './answer/response-headers.ts';
import { checkWrite } from './check-write.ts';
import type { AdmissionNeeds, Dialect } from './dialect.ts';
import type { Exchange, HandlerNeeds } from './exchange.ts';
import { allowedMethods, findOperation, levelOf } from './find-operation.ts';
import { isUploadForm, receiveForm, serveForm } from './form/serve-form.ts';
import { type RequestTarget, singleQueryValue } from './request-target.ts';

/** What a request is verified with and served from. */
export interface RequestNeeds extends HandlerNeeds, AdmissionNeeds {
  /** Tells which protocol a request speaks. */
  readonly findDialect: (request: IncomingMessage) => Dialect;
  /** Tells which protocol a form speaks, by its fields. */
  readonly findFormDialect: (fields: ReadonlyMap<string, string>) => Dialect;
  /** Called for failures that are not the client's fault. */
  readonly report: (error: unknown, context: RequestContext) => void;
}

/** The request in which something failed; without the query, which has the signature. */
export interface RequestContext {
  readonly requestId: string;
  readonly method: string;
  readonly path: string;
}

/** A request with its response. */
interface Call {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** The client waits for `100 Continue` before it sends the body. */
  readonly expectsContinue: boolean;
}

/** File-system errors that mean the disk or the quota is full. */
const DISK_FULL_CODES = ['ENOSPC', 'EDQUOT'];

/** Failures to report to the operator; all others are the client's fault. */
const OPERATOR_CODES: readonly S3ErrorCode[] = ['InternalError', 'InsufficientStorage'];

/** Errors of a connection that the client has closed. */
const CLIENT_GONE_CODES = ['ECONNRESET', 'EPIPE', 'ERR_STREAM_PREMATURE_CLOSE', 'ERR_STREAM_DESTROYED'];

/** Serves one request from verification to response; it never rejects. */
export async function handleRequest(
  needs: RequestNeeds,
  { request, response, expectsContinue }: Call,
): Promise<void> {
  const requestId = randomBytes(8).toString('hex').toUpperCase();
  let dialect = needs.findDialect(request);
  let clientWaits = expectsContinue;
  const inviteBody = () => {
    if (clientWaits) response.writeContinue();
    clientWaits = false;
  };
  setCommonHeaders(response, dialect.wording, requestId);
  try {
    if (request.method === 'OPTIONS') answerPreflight(request, response);
    else if (isUploadForm(request)) {
      await using form = await receiveForm(needs, request, inviteBody);
      response.removeHeader(`${dialect.wording.headerPrefix}request-id`);
      dialect = needs.findFormDialect(form.fields);
      setCommonHeaders(response, dialect.wording, requestId);
      await serveForm(needs, dialect, { request, response, form });
    } else await serve(needs, dialect, { request, response, inviteBody });
  } catch (error) {
    if (isClientGone(error)) return;
    const s3Error = toS3Error(error);
    const path = request.url?.split('?')[0] ?? '';
    if (OPERATOR_CODES.includes(s3Error.code)) {
      needs.report(error, { requestId, method: request.method ?? '', path });
    }
    if (response.headersSent || request.socket.destroyed) {
      request.socket.destroy();
      return;
    }
    const host = request.headers.host ?? '';
    const answer = dialect.formatError(s3Error, { requestId, path, host, now: needs.now() });
    answerError(answer, { request, response, clientWaits });
  }
}

async function serve(
  needs: RequestNeeds,
  dialect: Dialect,
  { request, response, inviteBody }: Pick<Exchange, 'request' | 'response' | 'inviteBody'>,
): Promise<void> {
  const admitted = await dialect.admit(needs, request);
  const { bucket, key, target, accessKey } = admitted;
  const level = levelOf(admitted);
  const operation = findOperation(dialect, request.method ?? '', admitted);
  if (operation === undefined) {
    response.setHeader('Allow', allowedMethods(dialect, level).join(', '));
    throw new S3Error('MethodNotAllowed', 'The specified method is not allowed against this resource.');
  }
  if (operation.action) checkAccess(accessKey, operation.action, { bucket, key: key || findPrefix(target) });
  if (level === 'bucket') needs.folder.checkBucket(bucket);
  if (level === 'object') needs.folder.checkLocation(bucket, key);
  if (operation.action === 'PutObject') await checkWrite(needs, admitted, false);
  await operation.serve(needs, { ...admitted, request, response, wording: dialect.wording, inviteBody });
}

/** Listing counts as access to the listed prefix. */
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
