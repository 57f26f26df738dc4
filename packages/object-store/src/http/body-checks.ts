import { type BodyCheck, compareDigests, type ExpectedDigest } from '../checksums/body-check.ts';
import { DIGEST_BYTES } from '../checksums/checksum-algorithm.ts';
import { type ObjectChecksum, STORED_CHECKSUM_ALGORITHMS } from '../checksums/object-checksum.ts';
import { S3Error } from '../s3-error.ts';
import type { PayloadSignature } from '../signature/payload-signature.ts';
import type { RequestHeaders } from './exchange.ts';

/** Headers that name the checksum of an object or a part; each may also be a trailer. */
export const CHECKSUM_HEADERS = STORED_CHECKSUM_ALGORITHMS.map((algorithm) => ({
  algorithm,
  header: `x-amz-checksum-${algorithm}`,
}));

/**
 * The check of a body against the digests in the request's headers, its signature and its trailers.
 *
 * @param trailers filled once the body has passed
 * @throws S3Error `InvalidDigest`, `BadDigest` or `MalformedTrailerError`, at once or, for trailers, at the end of the body
 */
export function readBodyCheck(
  headers: RequestHeaders,
  payload: PayloadSignature,
  trailers: ReadonlyMap<string, string>,
): BodyCheck {
  const expected = readExpectedDigests(headers, payload);
  const trailing = CHECKSUM_HEADERS.filter(({ header }) => trailerNames(headers).includes(header));
  return {
    algorithms: [...expected, ...trailing].map(({ algorithm }) => algorithm),
    accept: (digests) => {
      const named = trailing.map(({ algorithm, header }) => {
        const value = trailers.get(header);
        if (value === undefined)
          throw new S3Error('MalformedTrailerError', `The trailer ${header} is missing.`);
        const digest = readDigest(header, value, DIGEST_BYTES[algorithm]);
        return { algorithm, digest, mismatchCode: 'BadDigest' as const };
      });
      compareDigests([...expected, ...named], digests);
      return findChecksum(headers, trailers);
    },
  };
}

/** Decodes a digest in base64. Throws S3Error `InvalidDigest` when it is none of that length. */
export function readDigest(header: string, value: string, bytes: number): Buffer {
  const digest = Buffer.from(value, 'base64');
  if (digest.length !== bytes || digest.toString('base64') !== value) {
    throw new S3Error('InvalidDigest', `The ${header} you specified is not valid.`);
  }
  return digest;
}

function readExpectedDigests(headers: RequestHeaders, payload: PayloadSignature): ExpectedDigest[] {
  const named = [{ algorithm: 'md5', header: 'content-md5' } as const, ...CHECKSUM_HEADERS];
  const expected = named.flatMap(({ algorithm, header }): ExpectedDigest[] => {
    const value = headers[header];
    if (value === undefined) return [];
    return [
      { algorithm, digest: readDigest(header, value, DIGEST_BYTES[algorithm]), mismatchCode: 'BadDigest' },
    ];
  });
  if (payload.kind === 'whole') {
    const digest = Buffer.from(payload.sha256, 'hex');
    expected.push({ algorithm: 'sha256', digest, mismatchCode: 'XAmzContentSHA256Mismatch' });
  }
  return expected;
}

function trailerNames(headers: RequestHeaders): string[] {
  return (headers['x-amz-trailer'] ?? '').split(',').map((name) => name.trim().toLowerCase());
}

function findChecksum(
  headers: RequestHeaders,
  trailers: ReadonlyMap<string, string>,
): ObjectChecksum | undefined {
  for (const { algorithm, header } of CHECKSUM_HEADERS) {
    const value = headers[header] ?? trailers.get(header);
    if (value !== undefined) return { algorithm, value, type: 'FULL_OBJECT' };
  }
  return undefined;
}
