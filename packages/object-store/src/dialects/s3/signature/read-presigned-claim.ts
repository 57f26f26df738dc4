import { type RequestTarget, singleQueryValue } from '../../../http/request-target.ts';
import { S3Error } from '../../../s3-error.ts';
import { checkLife, MAX_EXPIRES_SECONDS, parseTimestamp } from '../../signed-time.ts';
import {
  CREDENTIAL,
  SIGNATURE,
  SIGNED_HEADERS,
  type SignatureClaim,
  type SignedRequest,
} from './signature-claim.ts';
import { SIGNING_ALGORITHM, UNSIGNED_PAYLOAD } from './signature-v4.ts';

/**
 * The signature in the query of a presigned URL; the query is signed as a whole.
 *
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 *
 * @throws S3Error `AuthorizationQueryParametersError`
 */
export function readPresignedClaim(request: SignedRequest): SignatureClaim {
  const { target } = request;
  const read = (name: string, form: RegExp): RegExpExecArray => {
    const match = form.exec(singleQueryValue(target, name) ?? '');
    if (match === null) throw parameterError(`${name} is missing or malformed.`);
    return match;
  };
  if (singleQueryValue(target, 'X-Amz-Algorithm') !== SIGNING_ALGORITHM) {
    throw parameterError(`X-Amz-Algorithm must be ${SIGNING_ALGORITHM}.`);
  }
  const [, accessKeyId = '', date = '', region = ''] = read('X-Amz-Credential', CREDENTIAL);
  const [timestamp] = read('X-Amz-Date', /^\d{8}T\d{6}Z$/);
  const signedAt = parseTimestamp(timestamp);
  if (signedAt === undefined) throw parameterError('X-Amz-Date is not a time.');
  if (!timestamp.startsWith(date)) throw parameterError('X-Amz-Credential and X-Amz-Date differ in the day.');
  const expiresInSeconds = Number(read('X-Amz-Expires', /^\d{1,6}$/)[0]);
  if (expiresInSeconds < 1 || expiresInSeconds > MAX_EXPIRES_SECONDS) {
    throw parameterError(`X-Amz-Expires must be from 1 to ${MAX_EXPIRES_SECONDS} seconds.`);
  }
  const signedHeaderNames = read('X-Amz-SignedHeaders', SIGNED_HEADERS)[0].split(';');
  if (!signedHeaderNames.includes('host')) {
    throw parameterError('X-Amz-SignedHeaders must name the host header.');
  }
  return {
    accessKeyId,
    sessionToken: singleQueryValue(target, 'X-Amz-Security-Token'),
    scope: { date, region },
    timestamp,
    signedHeaderNames,
    payloadHash: findPayloadHash(request, signedHeaderNames),
    query: target.query.filter(([name]) => name !== 'X-Amz-Signature'),
    signature: read('X-Amz-Signature', SIGNATURE)[0],
    checkTime: (now) => checkLife(signedAt, expiresInSeconds, now),
  };
}

/** Whether a request carries a signature, or a part of one, in its query. */
export function hasPresignedClaim(target: RequestTarget): boolean {
  return target.query.some(([name]) => name === 'X-Amz-Algorithm' || name === 'X-Amz-Signature');
}

/** The signed payload hash; an unsigned header is ignored. */
function findPayloadHash(request: SignedRequest, signedHeaderNames: readonly string[]): string {
  const header = 'x-amz-content-sha256';
  const signedHeader = signedHeaderNames.includes(header) ? request.headerValues(header)[0] : undefined;
  return singleQueryValue(request.target, 'X-Amz-Content-Sha256') ?? signedHeader ?? UNSIGNED_PAYLOAD;
}

function parameterError(message: string): S3Error {
  return new S3Error('AuthorizationQueryParametersError', message);
}
