import { createHash, type Hash } from 'node:crypto';
import { crc32 } from 'node:zlib';

import { S3Error, type S3ErrorCode } from '../s3-error.ts';

/** A digest that the sender of a body has named, and the error code to answer with when it differs. */
export interface ExpectedDigest {
  readonly algorithm: 'md5' | 'sha1' | 'sha256' | 'crc32';
  readonly digest: Buffer;
  readonly mismatchCode: S3ErrorCode & ('BadDigest' | 'XAmzContentSHA256Mismatch');
}

/** Hashes a body as it passes: MD5 always, because it is the ETag, the others only where they are expected. */
export class BodyDigests {
  readonly #expected: readonly ExpectedDigest[];
  readonly #hashes = new Map<string, Hash>();
  #crc32 = 0;

  constructor(expected: readonly ExpectedDigest[]) {
    this.#expected = expected;
    for (const algorithm of ['md5', ...expected.map((one) => one.algorithm)]) {
      if (algorithm !== 'crc32') this.#hashes.set(algorithm, createHash(algorithm));
    }
  }

  update(chunk: Uint8Array): void {
    for (const hash of this.#hashes.values()) hash.update(chunk);
    if (this.#expected.some((one) => one.algorithm === 'crc32')) this.#crc32 = crc32(chunk, this.#crc32);
  }

  /**
   * Ends the hashes and returns the MD5 in hex.
   *
   * @throws S3Error when the body is not the one that was expected
   */
  finish(): string {
    const digests = new Map([...this.#hashes].map(([algorithm, hash]) => [algorithm, hash.digest()]));
    const crc = Buffer.alloc(4);
    crc.writeUInt32BE(this.#crc32);
    digests.set('crc32', crc);
    for (const { algorithm, digest, mismatchCode } of this.#expected) {
      if (!digests.get(algorithm)?.equals(digest)) {
        throw new S3Error(
          mismatchCode,
          `The ${algorithm.toUpperCase()} you specified did not match what we received.`,
        );
      }
    }
    return digests.get('md5')?.toString('hex') ?? '';
  }
}
