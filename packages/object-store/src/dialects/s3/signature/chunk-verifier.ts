import { createHash, type KeyObject, timingSafeEqual } from 'node:crypto';

import { S3Error } from '../../../s3-error.ts';
import type { SignatureClaim } from './signature-claim.ts';
import { deriveSigningKey, formatScope, hmacSha256 } from './signature-v4.ts';

/** SHA-256 of empty input: in place of the headers, which chunks do not have. */
const EMPTY_SHA256 = createHash('sha256').digest('hex');

/**
 * Verifies the chunks of a body in their order: each signature covers the one before it, the first the request's.
 *
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
 */
export class ChunkVerifier {
  readonly #signingKey: KeyObject;
  readonly #signedAt: string;
  #previousSignature: string;

  constructor(claim: SignatureClaim, secretAccessKey: string) {
    this.#signingKey = deriveSigningKey(secretAccessKey, claim.scope);
    this.#signedAt = `${claim.timestamp}\n${formatScope(claim.scope)}`;
    this.#previousSignature = claim.signature;
  }

  /** @throws S3Error `SignatureDoesNotMatch` */
  verifyChunk(sha256: string, signature: string): void {
    this.#verify('AWS4-HMAC-SHA256-PAYLOAD', [EMPTY_SHA256, sha256], signature);
  }

  /**
   * @param sha256 of the trailing headers, each as `name:value\n`
   * @throws S3Error `SignatureDoesNotMatch`
   */
  verifyTrailer(sha256: string, signature: string): void {
    this.#verify('AWS4-HMAC-SHA256-TRAILER', [sha256], signature);
  }

  #verify(algorithm: string, hashes: readonly string[], signature: string): void {
    const text = [algorithm, this.#signedAt, this.#previousSignature, ...hashes].join('\n');
    const expected = hmacSha256(this.#signingKey, text);
    const actual = Buffer.from(signature, 'hex');
    if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) {
      throw new S3Error(
        'SignatureDoesNotMatch',
        'The chunk signature we calculated does not match the signature you provided.',
      );
    }
    this.#previousSignature = signature;
  }
}
