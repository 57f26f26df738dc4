import { createHmac } from 'node:crypto';

import { S3Error } from '../../../s3-error.ts';
import { checkLife, MAX_EXPIRES_SECONDS, parseTimestamp } from '../../signed-time.ts';
import { type FormClaim, requireField } from '../../verify-form.ts';
import { CREDENTIAL } from './signature-claim.ts';
import { deriveSigningKey, hmacSha256, SIGNING_ALGORITHM } from './signature-v4.ts';

/**
 * The signature of a form, in Version 4 or, as some SDKs still do for endpoints outside Amazon, in Version 2.
 *
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-authentication-HTTPPOST.html and
 * https://docs.aws.amazon.com/AmazonS3/latest/userguide/HTTPPOSTForms.html
 *
 * @throws S3Error `AccessDenied` (no signature) or `InvalidArgument`
 */
export function readS3FormClaim(fields: ReadonlyMap<string, string>): FormClaim {
  if (fields.has('x-amz-algorithm') || fields.has('x-amz-signature')) return readV4Claim(fields);
  if (['awsaccesskeyid', 'policy', 'signature'].some((name) => fields.has(name))) return readV2Claim(fields);
  throw new S3Error('AccessDenied', 'Access Denied. Sign the form.');
}

function readV4Claim(fields: ReadonlyMap<string, string>): FormClaim {
  if (requireField(fields, 'x-amz-algorithm') !== SIGNING_ALGORITHM) {
    throw new S3Error('InvalidArgument', `x-amz-algorithm must be ${SIGNING_ALGORITHM}.`);
  }
  const credential = CREDENTIAL.exec(requireField(fields, 'x-amz-credential'));
  const [, accessKeyId = '', date = '', region = ''] = credential ?? [];
  const timestamp = requireField(fields, 'x-amz-date');
  const signedAt = parseTimestamp(timestamp);
  if (credential === null || signedAt === undefined || !timestamp.startsWith(date)) {
    throw new S3Error(
      'InvalidArgument',
      'x-amz-credential or x-amz-date is malformed, or they differ in the day.',
    );
  }
  const policy = requireField(fields, 'policy');
  return {
    accessKeyId,
    sessionToken: fields.get('x-amz-security-token'),
    signature: requireField(fields, 'x-amz-signature'),
    sign: (secretAccessKey) =>
      hmacSha256(deriveSigningKey(secretAccessKey, { date, region }), policy).toString('hex'),
    checkTime: (now) => checkLife(signedAt, MAX_EXPIRES_SECONDS, now),
  };
}

function readV2Claim(fields: ReadonlyMap<string, string>): FormClaim {
  const policy = requireField(fields, 'policy');
  return {
    accessKeyId: requireField(fields, 'AWSAccessKeyId'),
    sessionToken: fields.get('x-amz-security-token'),
    signature: requireField(fields, 'signature'),
    sign: (secretAccessKey) => createHmac('sha1', secretAccessKey).update(policy).digest('base64'),
    // Only the policy expires.
    checkTime: () => {},
  };
}
