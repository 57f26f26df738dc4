import { timingSafeEqual } from 'node:crypto';

import { S3Error } from '../s3-error.ts';
import { type Credentials, MAX_EXPIRES_SECONDS } from './presign-url.ts';
import { type RequestTarget, singleQueryValue } from './request-target.ts';
import { type CredentialScope, SIGNING_ALGORITHM, signRequest, UNSIGNED_PAYLOAD } from './signature-v4.ts';

/** What the signature is checked against. */
export interface PresignedRequest {
  readonly method: string;
  readonly target: RequestTarget;
  /** The values sent under a lower-case header name, none when it was not sent. */
  readonly headerValues: (name: string) => readonly string[];
}

/** What a valid signature says about the body. */
export interface VerifiedRequest {
  /** SHA-256 of the body in hex, or undefined where the signer left the body open. */
  readonly payloadSha256: string | undefined;
}

/** How far a signer's clock may run ahead of ours: S3's 15 minutes. */
const MAX_CLOCK_SKEW_MILLISECONDS = 15 * 60_000;

/**
 * Verifies the Signature V4 in a request's query.
 *
 * Any region and any signed headers are accepted, `host` among them; the query is signed as a whole.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-query-string-auth.html
 *
 * @throws S3Error `AuthorizationQueryParametersError`, `InvalidAccessKeyId`, `SignatureDoesNotMatch`,
 * `AccessDenied` (expired or not yet valid) or `NotImplemented` (streaming signatures)
 */
export function verifyPresignedUrl(
  request: PresignedRequest,
  credentials: Credentials,
  now: Date,
): VerifiedRequest {
  const signed = readParameters(request.target);
  if (signed.accessKeyId !== credentials.accessKeyId) {
    throw new S3Error('InvalidAccessKeyId', 'The access key ID you provided does not exist in our records.');
  }
  const payloadHash = findPayloadHash(request, signed);
  const expected = signRequest(
    {
      method: request.method,
      segments: request.target.segments,
      query: request.target.query.filter(([name]) => name !== 'X-Amz-Signature'),
      signedHeaders: signed.headerNames.map((name) => [name, request.headerValues(name).join(',')]),
      payloadHash,
    },
    signed.scope,
    signed.timestamp,
    credentials.secretAccessKey,
  );
  if (!timingSafeEqual(Buffer.from(expected), Buffer.from(signed.signature))) {
    throw new S3Error(
      'SignatureDoesNotMatch',
      'The request signature we calculated does not match the signature you provided.',
    );
  }
  checkLife(signed, now);
  return { payloadSha256: payloadHash === UNSIGNED_PAYLOAD ? undefined : payloadHash };
}

interface SignedParameters {
  readonly accessKeyId: string;
  readonly scope: CredentialScope;
  readonly timestamp: string;
  readonly expiresInSeconds: number;
  readonly headerNames: readonly string[];
  readonly signature: string;
}

function readParameters(target: RequestTarget): SignedParameters {
  const read = (name: string, form: RegExp): RegExpExecArray => {
    const match = form.exec(singleQueryValue(target, name) ?? '');
    if (match === null) throw parameterError(`${name} is missing or malformed.`);
    return match;
  };
  if (singleQueryValue(target, 'X-Amz-Algorithm') !== SIGNING_ALGORITHM) {
    throw parameterError(`X-Amz-Algorithm must be ${SIGNING_ALGORITHM}.`);
  }
  const credential = read('X-Amz-Credential', /^(.+)\/(\d{8})\/([^/]+)\/s3\/aws4_request$/);
  const [, accessKeyId = '', date = '', region = ''] = credential;
  const [timestamp] = read('X-Amz-Date', /^\d{8}T\d{6}Z$/);
  if (!timestamp.startsWith(date)) throw parameterError('X-Amz-Credential and X-Amz-Date differ in the day.');
  const expiresInSeconds = Number(read('X-Amz-Expires', /^\d{1,6}$/)[0]);
  if (expiresInSeconds < 1 || expiresInSeconds > MAX_EXPIRES_SECONDS) {
    throw parameterError(`X-Amz-Expires must be from 1 to ${MAX_EXPIRES_SECONDS} seconds.`);
  }
  const headerNames = read('X-Amz-SignedHeaders', /^[a-z0-9_-]+(;[a-z0-9_-]+)*$/)[0].split(';');
  if (!headerNames.includes('host')) throw parameterError('X-Amz-SignedHeaders must name the host header.');
  const [signature] = read('X-Amz-Signature', /^[0-9a-f]{64}$/);
  return { accessKeyId, scope: { date, region }, timestamp, expiresInSeconds, headerNames, signature };
}

/** The signed payload hash; a header that is not signed proves nothing and is left out of account. */
function findPayloadHash(request: PresignedRequest, signed: SignedParameters): string {
  const header = 'x-amz-content-sha256';
  const signedHeader = signed.headerNames.includes(header) ? request.headerValues(header)[0] : undefined;
  const hash = singleQueryValue(request.target, 'X-Amz-Content-Sha256') ?? signedHeader ?? UNSIGNED_PAYLOAD;
  if (hash === UNSIGNED_PAYLOAD || /^[0-9a-f]{64}$/.test(hash)) return hash;
  throw new S3Error('NotImplemented', 'This form of payload signature is not supported.');
}

function checkLife(signed: SignedParameters, now: Date): void {
  const [date, time] = signed.timestamp.split('T') as [string, string];
  const signedAt = Date.parse(
    `${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}T${time.slice(0, 2)}:${time.slice(2, 4)}:${time.slice(4)}`,
  );
  if (Number.isNaN(signedAt)) throw parameterError('X-Amz-Date is not a time.');
  if (signedAt > now.getTime() + MAX_CLOCK_SKEW_MILLISECONDS) {
    throw new S3Error('AccessDenied', 'Request is not yet valid');
  }
  if (now.getTime() >= signedAt + signed.expiresInSeconds * 1000) {
    throw new S3Error('AccessDenied', 'Request has expired');
  }
}

function parameterError(message: string): S3Error {
  return new S3Error('AuthorizationQueryParametersError', message);
}
