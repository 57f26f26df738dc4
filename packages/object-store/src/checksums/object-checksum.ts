/** A checksum of an object: one that its sender named and the store has verified, or the one that OSS always has. */
export interface ObjectChecksum {
  readonly algorithm: StoredChecksumAlgorithm;
  /** In base64; a composite one is the checksum of the parts' checksums, with `-` and the number of parts. */
  readonly value: string;
  readonly type: 'FULL_OBJECT' | 'COMPOSITE';
}

/** The checksums that are kept with an object. */
export type StoredChecksumAlgorithm = (typeof STORED_CHECKSUM_ALGORITHMS)[number];

/** The checksums of S3, by the end of their headers' names. */
export const S3_CHECKSUM_ALGORITHMS = ['crc32', 'crc32c', 'crc64nvme', 'sha1', 'sha256'] as const;

/** Those and the one of OSS. */
export const STORED_CHECKSUM_ALGORITHMS = [...S3_CHECKSUM_ALGORITHMS, 'crc64ecma'] as const;
