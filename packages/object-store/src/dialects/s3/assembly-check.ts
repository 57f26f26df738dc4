import { type BodyCheck, compareDigests, readDigest } from '../../checksums/body-check.ts';
import { BodyDigests } from '../../checksums/body-digests.ts';
import { DIGEST_BYTES } from '../../checksums/checksum-algorithm.ts';
import type { ObjectChecksum, StoredChecksumAlgorithm } from '../../checksums/object-checksum.ts';
import type { Part, Upload } from '../../folder/upload-record.ts';
import type { RequestHeaders } from '../../http/request-headers.ts';
import { S3Error } from '../../s3-error.ts';
import { CHECKSUM_HEADERS } from './s3-body-form.ts';

/**
 * The check of an object assembled from parts, and the checksum to store: that of its whole content, or the composite
 * one of the parts' checksums.
 *
 * @throws S3Error `BadDigest` or `InvalidDigest`
 */
export async function readAssemblyCheck(
  upload: Upload,
  headers: RequestHeaders,
  parts: readonly Part[],
): Promise<BodyCheck> {
  const composite =
    upload.checksum?.type === 'COMPOSITE'
      ? await composeChecksum(upload.checksum.algorithm, parts)
      : undefined;
  const sent = CHECKSUM_HEADERS.flatMap(({ algorithm, header }) => {
    const value = headers[header];
    return value === undefined ? [] : [{ algorithm, header, value }];
  });
  for (const { algorithm, value } of sent) {
    if (!value.includes('-')) continue;
    if (composite?.algorithm !== algorithm || composite.value !== value) {
      throw new S3Error('BadDigest', 'The checksum you specified did not match that of the parts.');
    }
  }
  const expected = sent
    .filter(({ value }) => !value.includes('-'))
    .map(({ algorithm, header, value }) => ({
      algorithm,
      digest: readDigest(header, value, DIGEST_BYTES[algorithm]),
      mismatchCode: 'BadDigest' as const,
    }));
  const whole = upload.checksum?.type === 'FULL_OBJECT' ? upload.checksum.algorithm : expected[0]?.algorithm;
  return {
    algorithms: [...expected.map(({ algorithm }) => algorithm), ...(whole ? [whole] : [])],
    accept: (digests) => {
      compareDigests(expected, digests);
      const digest = whole && digests.get(whole);
      if (composite || !whole || !digest) return composite;
      return { algorithm: whole, value: digest.toString('base64'), type: 'FULL_OBJECT' };
    },
  };
}

/** Undefined when a part came without the checksum. */
async function composeChecksum(
  algorithm: StoredChecksumAlgorithm,
  parts: readonly Part[],
): Promise<ObjectChecksum | undefined> {
  if (parts.some((part) => part.checksum?.algorithm !== algorithm)) return undefined;
  const digests = await BodyDigests.start([algorithm]);
  for (const part of parts) digests.update(Buffer.from(part.checksum?.value ?? '', 'base64'));
  const digest = digests.finish().get(algorithm)?.toString('base64') ?? '';
  return { algorithm, value: `${digest}-${parts.length}`, type: 'COMPOSITE' };
}
