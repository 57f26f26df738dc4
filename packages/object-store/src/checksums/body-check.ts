import { S3Error, type S3ErrorCode } from '../s3-error.ts';
import type { Digests } from './body-digests.ts';
import type { ChecksumAlgorithm } from './checksum-algorithm.ts';
import type { ObjectChecksum } from './object-checksum.ts';

/** A digest that the sender of a body has named, and the error code to answer with when it differs. */
export interface ExpectedDigest {
  readonly algorithm: ChecksumAlgorithm;
  readonly digest: Buffer;
  readonly mismatchCode: S3ErrorCode & ('BadDigest' | 'XAmzContentSHA256Mismatch');
}

/** Which digests of a body to compute, and what they must be for the body to be accepted. */
export interface BodyCheck {
  readonly algorithms: readonly ChecksumAlgorithm[];
  /**
   * Called after the whole body; returns the checksum to store with the object. Throws S3Error when a digest does not
   * match.
   */
  accept(digests: Digests): ObjectChecksum | undefined;
}

/**
 * Compares the digests of a body with those that its sender named.
 *
 * @throws S3Error with the code of the first that differs
 */
export function compareDigests(expected: readonly ExpectedDigest[], digests: Digests): void {
  for (const { algorithm, digest, mismatchCode } of expected) {
    if (digests.get(algorithm)?.equals(digest)) continue;
    throw new S3Error(
      mismatchCode,
      `The ${algorithm.toUpperCase()} you specified did not match what we received.`,
    );
  }
}

/**
 * Decodes a digest in base64. Throws S3Error when it does not have that length: `InvalidDigest` for an MD5, else
 * `BadDigest`.
 */
export function readDigest(header: string, value: string, bytes: number): Buffer {
  const digest = Buffer.from(value, 'base64');
  if (digest.length !== bytes || digest.toString('base64') !== value) {
    const code = header.toLowerCase() === 'content-md5' ? 'InvalidDigest' : 'BadDigest';
    throw new S3Error(code, `The ${header} you specified is not valid.`);
  }
  return digest;
}
