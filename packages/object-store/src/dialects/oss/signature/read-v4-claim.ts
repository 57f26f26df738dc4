import { deriveOssSigningKey, OSS_V4_ALGORITHM, type OssScope, signOssV4 } from '@tiepoint/protocol';

import { singleQueryValue } from '../../../http/request-target.ts';
import { S3Error } from '../../../s3-error.ts';
import { checkLife, checkSkew, MAX_EXPIRES_SECONDS, parseTimestamp } from '../../signed-time.ts';
import type { OssClaim, SignedOssRequest } from './oss-claim.ts';

/** `<access key>/<YYYYMMDD>/<region>/oss/aliyun_v4_request` */
const CREDENTIAL = /^(.+)\/(\d{8})\/([^/]+)\/oss\/aliyun_v4_request$/;

const SIGNATURE = /^[0-9a-f]{64}$/;

/** Names of headers, in lower case. */
const HEADER_NAMES = /^[a-z0-9_-]+(;[a-z0-9_-]+)*$/;

/**
 * The Signature Version 4 in the `Authorization` header.
 *
 * @throws S3Error `InvalidArgument` when it is malformed or `x-oss-date` does not fit it
 */
export function readV4HeaderClaim(request: SignedOssRequest, authorization: string): OssClaim {
  const fields = new Map(
    authorization
      .slice(OSS_V4_ALGORITHM.length)
      .split(',')
      .map((field) => {
        const [name = '', ...value] = field.trim().split('=');
        return [name, value.join('=')];
      }),
  );
  const { accessKeyId, scope } = readCredential(fields.get('Credential'));
  const { timestamp, signedAt } = readTimestamp(request.headers.get('x-oss-date'), scope);
  return {
    accessKeyId,
    securityToken: request.headers.get('x-oss-security-token'),
    signature: readForm('Signature', fields.get('Signature'), SIGNATURE),
    query: request.target.query,
    createSigner: createSigner(scope, timestamp, readAdditional(request, fields.get('AdditionalHeaders'))),
    checkTime: (now) => checkSkew(signedAt, now),
  };
}

/**
 * The Signature Version 4 in the query of a presigned URL; the query is signed as a whole.
 *
 * @throws S3Error `InvalidArgument` when a parameter is malformed
 */
export function readV4PresignedClaim(request: SignedOssRequest): OssClaim {
  const read = (name: string) => singleQueryValue(request.target, name);
  const { accessKeyId, scope } = readCredential(read('x-oss-credential'));
  const { timestamp, signedAt } = readTimestamp(read('x-oss-date'), scope);
  const expiresInSeconds = Number(readForm('x-oss-expires', read('x-oss-expires'), /^\d{1,6}$/));
  if (expiresInSeconds < 1 || expiresInSeconds > MAX_EXPIRES_SECONDS) {
    throw invalid(`x-oss-expires must be from 1 to ${MAX_EXPIRES_SECONDS} seconds.`);
  }
  return {
    accessKeyId,
    securityToken: read('x-oss-security-token'),
    signature: readForm('x-oss-signature', read('x-oss-signature'), SIGNATURE),
    query: request.target.query.filter(([name]) => name !== 'x-oss-signature'),
    createSigner: createSigner(scope, timestamp, readAdditional(request, read('x-oss-additional-headers'))),
    checkTime: (now) => checkLife(signedAt, expiresInSeconds, now),
  };
}

function createSigner(
  scope: OssScope,
  timestamp: string,
  additionalHeaderNames: readonly string[],
): OssClaim['createSigner'] {
  return async (secretAccessKey, digests) => {
    const signingKey = await deriveOssSigningKey(secretAccessKey, scope, digests);
    return (signed) => signOssV4(signed, { scope, timestamp, additionalHeaderNames, signingKey }, digests);
  };
}

/** Reads `<key>/<date>/<region>/oss/aliyun_v4_request`. Throws S3Error `InvalidArgument`. */
export function readCredential(credential: string | undefined): { accessKeyId: string; scope: OssScope } {
  const [, accessKeyId, date, region] = CREDENTIAL.exec(credential ?? '') ?? [];
  if (accessKeyId === undefined || date === undefined || region === undefined) {
    throw invalid('The credential must be <key>/<date>/<region>/oss/aliyun_v4_request.');
  }
  return { accessKeyId, scope: { date, region } };
}

/** Reads the time of a signature, on the day of its scope. Throws S3Error `InvalidArgument`. */
export function readTimestamp(
  timestamp: string | undefined,
  scope: OssScope,
): { timestamp: string; signedAt: Date } {
  const signedAt = parseTimestamp(timestamp ?? '');
  if (timestamp === undefined || signedAt === undefined || !timestamp.startsWith(scope.date)) {
    throw invalid('x-oss-date must be a time as 20260102T030405Z, on the day of the credential.');
  }
  return { timestamp, signedAt };
}

/** Headers that the signature covers beside the mandatory ones; all of them must have been sent. */
function readAdditional({ headers }: SignedOssRequest, names: string | undefined): string[] {
  if (names === undefined || names === '') return [];
  const additional = readForm('The list of additional headers', names, HEADER_NAMES).split(';');
  const missing = additional.find((name) => !headers.has(name));
  if (missing !== undefined) throw invalid(`The additional header ${missing} is missing.`);
  return additional;
}

function readForm(name: string, value: string | undefined, form: RegExp): string {
  if (value === undefined || !form.test(value)) throw invalid(`${name} is missing or malformed.`);
  return value;
}

function invalid(message: string): S3Error {
  return new S3Error('InvalidArgument', message);
}
