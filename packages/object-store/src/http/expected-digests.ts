import type { IncomingHttpHeaders } from 'node:http';

import type { ExpectedDigest } from '../folder/body-digests.ts';
import { S3Error } from '../s3-error.ts';

/** Digest headers, and the length of each digest. */
const DIGEST_HEADERS = [
  { header: 'content-md5', algorithm: 'md5', bytes: 16 },
  { header: 'x-amz-checksum-crc32', algorithm: 'crc32', bytes: 4 },
  { header: 'x-amz-checksum-sha1', algorithm: 'sha1', bytes: 20 },
  { header: 'x-amz-checksum-sha256', algorithm: 'sha256', bytes: 32 },
] as const;

/** Refused rather than left unchecked: a client that sends one trusts the store to compare it. */
const UNSUPPORTED_CHECKSUM_HEADERS = ['x-amz-checksum-crc32c', 'x-amz-checksum-crc64nvme'];

/**
 * The digests that a body must have, from the request's headers and its signature.
 *
 * Checksums in the query are ignored: SDKs sign the CRC-32 of an empty body into presigned URLs.
 *
 * @throws S3Error `InvalidDigest` or `NotImplemented`
 */
export function readExpectedDigests(
  headers: IncomingHttpHeaders,
  payloadSha256: string | undefined,
): ExpectedDigest[] {
  const unsupported = UNSUPPORTED_CHECKSUM_HEADERS.find((header) => headers[header] !== undefined);
  if (unsupported) throw new S3Error('NotImplemented', `The header ${unsupported} is not supported.`);
  const expected = DIGEST_HEADERS.flatMap(({ header, algorithm, bytes }): ExpectedDigest[] => {
    const value = headers[header];
    if (value === undefined) return [];
    const digest = Buffer.from(String(value), 'base64');
    if (digest.length !== bytes || digest.toString('base64') !== value) {
      throw new S3Error('InvalidDigest', `The ${header} you specified is not valid.`);
    }
    return [{ algorithm, digest, mismatchCode: 'BadDigest' }];
  });
  if (payloadSha256 !== undefined) {
    const digest = Buffer.from(payloadSha256, 'hex');
    expected.push({ algorithm: 'sha256', digest, mismatchCode: 'XAmzContentSHA256Mismatch' });
  }
  return expected;
}
