import {
  type BodyCheck,
  compareDigests,
  type ExpectedDigest,
  readDigest,
} from '../../checksums/body-check.ts';
import { DIGEST_BYTES } from '../../checksums/checksum-algorithm.ts';
import { type ObjectChecksum, S3_CHECKSUM_ALGORITHMS } from '../../checksums/object-checksum.ts';
import type { EtagKind } from '../../folder/write-options.ts';
import type { BodyForm } from '../../http/exchange.ts';
import type { RequestHeaders } from '../../http/request-headers.ts';
import { S3Error } from '../../s3-error.ts';
import { AwsChunkedDecoder } from './aws-chunked-decoder.ts';
import type { PayloadSignature } from './signature/payload-signature.ts';

/** Headers that name the checksum of an object or a part; each may also be a trailer. */
export const CHECKSUM_HEADERS = S3_CHECKSUM_ALGORITHMS.map((algorithm) => ({
  algorithm,
  header: `x-amz-checksum-${algorithm}`,
}));

/** States the length of a body without its framing. */
const DECODED_LENGTH_HEADER = 'x-amz-decoded-content-length';

/**
 * How a signed body is framed, and what it must be.
 *
 * @throws S3Error `InvalidDigest`
 */
export function readS3BodyForm(headers: RequestHeaders, payload: PayloadSignature, etag: EtagKind): BodyForm {
  // Some clients name the encoding without using it; only framed bodies have the length of the content.
  const isChunked =
    payload.kind === 'chunked' ||
    (headers['content-encoding']?.includes('aws-chunked') && headers[DECODED_LENGTH_HEADER] !== undefined);
  const decoder = new AwsChunkedDecoder(payload.kind === 'chunked' ? payload.chunkVerifier : undefined);
  const check = readBodyCheck(headers, payload, decoder.trailers);
  if (!isChunked) return { lengthHeader: 'content-length', check, etag };
  const decode = (sent: AsyncIterable<Uint8Array>) => decoder.decode(sent);
  return { lengthHeader: DECODED_LENGTH_HEADER, decode, check, etag };
}

/**
 * The check of a body against the digests in the request's headers, its signature and its trailers.
 *
 * @param trailers filled once the body has passed
 * @throws S3Error `InvalidDigest`, `BadDigest` or `MalformedTrailerError`, at once or, for trailers, at the end of the body
 */
function readBodyCheck(
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
