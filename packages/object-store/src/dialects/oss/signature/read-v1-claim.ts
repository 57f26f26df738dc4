import { signOssV1 } from '@tiepoint/protocol';

import { S3Error } from '../../../s3-error.ts';
import { checkSkew, parseTimestamp } from '../../signed-time.ts';
import type { OssClaim, SignedOssRequest } from './oss-claim.ts';

/** `OSS <access key>:<HMAC-SHA1 in base64>` */
const AUTHORIZATION = /^OSS\s+([^:\s]+):([A-Za-z0-9+/]{27}=)$/;

/**
 * The Signature Version 1 in the `Authorization` header.
 *
 * @throws S3Error `InvalidArgument` when it is malformed, `AccessDenied` when the request has no date
 */
export function readV1Claim(request: SignedOssRequest, authorization: string): OssClaim {
  const [, accessKeyId, signature] = AUTHORIZATION.exec(authorization.trim()) ?? [];
  if (accessKeyId === undefined || signature === undefined) {
    throw new S3Error('InvalidArgument', 'The Authorization header must be "OSS <key>:<signature>".');
  }
  // Browsers forbid pages to set Date, so SDKs send and sign the other header.
  const time = request.headers.get('x-oss-date') ?? request.headers.get('date') ?? '';
  const signedAt = parseTimestamp(time) ?? new Date(time);
  if (Number.isNaN(signedAt.getTime())) {
    throw new S3Error('AccessDenied', 'OSS authentication requires a valid Date or x-oss-date header.');
  }
  return {
    accessKeyId,
    securityToken: request.headers.get('x-oss-security-token'),
    signature,
    query: request.target.query,
    createSigner: async (accessKeySecret, digests) => async (signed) =>
      signOssV1(signed, { time, accessKeySecret }, digests),
    checkTime: (now) => checkSkew(signedAt, now),
  };
}
