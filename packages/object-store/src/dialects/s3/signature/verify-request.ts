import { timingSafeEqual } from 'node:crypto';

import { type AccessKey, checkToken, type FindAccessKey, getAccessKey } from '../../../access/access-key.ts';
import { S3Error } from '../../../s3-error.ts';
import { type PayloadSignature, readPayloadSignature } from './payload-signature.ts';
import { readHeaderClaim, refuseMechanism } from './read-header-claim.ts';
import { hasPresignedClaim, readPresignedClaim } from './read-presigned-claim.ts';
import type { SignatureClaim, SignedRequest } from './signature-claim.ts';
import { type HeaderEncoding, signRequest } from './signature-v4.ts';

/** What a valid signature proves. */
export interface VerifiedRequest {
  readonly accessKey: AccessKey;
  readonly payload: PayloadSignature;
}

/**
 * S3 headers that are accepted unsigned, because they can only make a request fail, or are compared with the access
 * key. All others could change the meaning of the request.
 */
const HARMLESS_HEADERS =
  /^x-amz-(checksum-.+|sdk-checksum-algorithm|content-sha256|date|decoded-content-length|security-token|trailer|user-agent)$/;

/**
 * Verifies the Signature V4 in a request's query or `Authorization` header.
 *
 * Any region and any signed headers are accepted, `host` among them.
 *
 * @throws S3Error of the readers of both forms, `AccessDenied` (no signature, unsigned headers, expired),
 * `InvalidAccessKeyId`, `SignatureDoesNotMatch`, `RequestTimeTooSkewed`, `InvalidToken`, `ExpiredToken`
 * or `NotImplemented`
 */
export async function verifyRequest(
  request: SignedRequest,
  findAccessKey: FindAccessKey,
  now: Date,
): Promise<VerifiedRequest> {
  const claim = readClaim(request);
  const accessKey = await getAccessKey(findAccessKey, claim.accessKeyId, claim.sessionToken);
  verifySignature(request, claim, accessKey.secretAccessKey);
  claim.checkTime(now);
  checkToken(accessKey, claim.sessionToken, now);
  checkUnsignedHeaders(request, claim);
  return { accessKey, payload: readPayloadSignature(claim, accessKey.secretAccessKey) };
}

function readClaim(request: SignedRequest): SignatureClaim {
  const [authorization] = request.headerValues('authorization');
  if (!hasPresignedClaim(request.target)) {
    if (authorization !== undefined) return readHeaderClaim(request, authorization);
    // Some SDKs sign URLs like this by default for endpoints outside Amazon.
    if (request.target.query.some(([name]) => name === 'AWSAccessKeyId')) throw refuseMechanism();
    throw new S3Error('AccessDenied', 'Access Denied. Sign the request.');
  }
  if (authorization !== undefined) {
    throw new S3Error('InvalidArgument', 'Only one auth mechanism allowed: the query or the header.');
  }
  return readPresignedClaim(request);
}

function verifySignature(request: SignedRequest, claim: SignatureClaim, secretAccessKey: string): void {
  const signedHeaders = claim.signedHeaderNames.map(
    (name) => [name, request.headerValues(name).join(',')] as const,
  );
  for (const encoding of listEncodings(signedHeaders)) {
    const expected = signRequest(
      {
        method: request.method,
        segments: request.target.segments,
        query: claim.query,
        signedHeaders,
        payloadHash: claim.payloadHash,
        encoding,
      },
      claim,
      secretAccessKey,
    );
    if (timingSafeEqual(Buffer.from(expected), Buffer.from(claim.signature))) return;
  }
  throw new S3Error(
    'SignatureDoesNotMatch',
    'The request signature we calculated does not match the signature you provided.',
  );
}

/**
 * What a client may have signed of headers that hold more than ASCII: the bytes that it sent, or the UTF-8 of the
 * characters that it sent as Latin-1, as JavaScript's SDK does.
 */
function listEncodings(headers: readonly (readonly [name: string, value: string])[]): HeaderEncoding[] {
  return headers.some(([, value]) => /[\x80-\xff]/.test(value)) ? ['latin1', 'utf8'] : ['utf8'];
}

function checkUnsignedHeaders(request: SignedRequest, claim: SignatureClaim): void {
  const unsigned = request.headerNames.find(
    (name) =>
      name.startsWith('x-amz-') && !HARMLESS_HEADERS.test(name) && !claim.signedHeaderNames.includes(name),
  );
  if (unsigned !== undefined) {
    throw new S3Error('AccessDenied', `The header ${unsigned} was present in the request but not signed.`);
  }
}
