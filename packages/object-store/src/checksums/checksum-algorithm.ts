import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { createCRC32, createCRC64, type IHasher } from 'hash-wasm';

/** A digest that S3 or OSS clients name, without the dashes of their headers. */
export type ChecksumAlgorithm = keyof typeof DIGEST_BYTES;

/** Hashes a stream of chunks; `finish` may be called once. */
export interface Hasher {
  update(chunk: Uint8Array): void;
  finish(): Buffer;
}

/** Length of each digest. */
export const DIGEST_BYTES = {
  md5: 16,
  sha1: 20,
  sha256: 32,
  crc32: 4,
  crc32c: 4,
  crc64nvme: 8,
  crc64ecma: 8,
} as const;

/**
 * The polynomials in reversed bit order: Castagnoli's, the one of the NVM Express specification and ECMA-182's.
 *
 * Source: https://reveng.sourceforge.io/crc-catalogue/all.htm
 */
const CRC32C_POLYNOMIAL = 0x82f63b78;
const CRC64NVME_POLYNOMIAL = '9a6c9329ac4bc9b5';
const CRC64ECMA_POLYNOMIAL = 'c96c5795d7870f42';

/** Makes a hasher; CRCs come as big-endian bytes, as S3 encodes them. */
export async function createHasher(algorithm: ChecksumAlgorithm): Promise<Hasher> {
  switch (algorithm) {
    case 'crc32':
      return createZlibCrc32();
    case 'crc32c':
      return fromWasm(await createCRC32(CRC32C_POLYNOMIAL));
    case 'crc64nvme':
      return fromWasm(await createCRC64(CRC64NVME_POLYNOMIAL));
    case 'crc64ecma':
      return fromWasm(await createCRC64(CRC64ECMA_POLYNOMIAL));
    default: {
      const hash = createHash(algorithm);
      return { update: (chunk) => void hash.update(chunk), finish: () => hash.digest() };
    }
  }
}

/** Node's own CRC-32 runs natively, several times as fast as one in WebAssembly. */
function createZlibCrc32(): Hasher {
  let crc = 0;
  return {
    update: (chunk) => {
      crc = crc32(chunk, crc);
    },
    finish: () => {
      const digest = Buffer.alloc(DIGEST_BYTES.crc32);
      digest.writeUInt32BE(crc);
      return digest;
    },
  };
}

function fromWasm(hasher: IHasher): Hasher {
  hasher.init();
  return {
    update: (chunk) => void hasher.update(chunk),
    finish: () => Buffer.from(hasher.digest('hex'), 'hex'),
  };
}
