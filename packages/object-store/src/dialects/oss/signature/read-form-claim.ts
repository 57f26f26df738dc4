import { deriveOssSigningKey, OSS_V4_ALGORITHM } from '@tiepoint/protocol';

import { S3Error } from '../../../s3-error.ts';
import { checkLife, MAX_EXPIRES_SECONDS } from '../../signed-time.ts';
import { type FormClaim, requireField } from '../../verify-form.ts';
import { NODE_DIGESTS } from './node-digests.ts';
import { readCredential, readTimestamp } from './read-v4-claim.ts';

/**
 * The signature of a form, in Version 4 or 1.
 *
 * Source: https://help.aliyun.com/en/oss/developer-reference/signature-version-4-recommend and
 * https://help.aliyun.com/en/oss/developer-reference/signature-version-1
 *
 * @throws S3Error `AccessDenied` (no signature) or `InvalidArgument`
 */
export function readOssFormClaim(fields: ReadonlyMap<string, string>): FormClaim {
  if (fields.has('x-oss-signature-version')) return readV4Claim(fields);
  if (['ossaccesskeyid', 'signature'].some((name) => fields.has(name))) return readV1Claim(fields);
  throw new S3Error('AccessDenied', 'Anonymous access is not allowed. Sign the form.');
}

function readV4Claim(fields: ReadonlyMap<string, string>): FormClaim {
  if (fields.get('x-oss-signature-version') !== OSS_V4_ALGORITHM) {
    throw new S3Error('InvalidArgument', `x-oss-signature-version must be ${OSS_V4_ALGORITHM}.`);
  }
  const { accessKeyId, scope } = readCredential(fields.get('x-oss-credential'));
  const { signedAt } = readTimestamp(fields.get('x-oss-date'), scope);
  const policy = requireField(fields, 'policy');
  return {
    accessKeyId,
    sessionToken: fields.get('x-oss-security-token'),
    signature: requireField(fields, 'x-oss-signature'),
    sign: async (secretAccessKey) => {
      const signingKey = await deriveOssSigningKey(secretAccessKey, scope, NODE_DIGESTS);
      return Buffer.from(await NODE_DIGESTS.hmacSha256(signingKey, policy)).toString('hex');
    },
    checkTime: (now) => checkLife(signedAt, MAX_EXPIRES_SECONDS, now),
  };
}

function readV1Claim(fields: ReadonlyMap<string, string>): FormClaim {
  const policy = requireField(fields, 'policy');
  return {
    accessKeyId: requireField(fields, 'OSSAccessKeyId'),
    sessionToken: fields.get('x-oss-security-token'),
    signature: requireField(fields, 'Signature'),
    sign: async (secretAccessKey) =>
      Buffer.from(await NODE_DIGESTS.hmacSha1(Buffer.from(secretAccessKey), policy)).toString('base64'),
    // Only the policy expires.
    checkTime: () => {},
  };
}
