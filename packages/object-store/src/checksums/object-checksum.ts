/** A checksum that an object's sender named and the store has verified. */
export interface ObjectChecksum {
  readonly algorithm: StoredChecksumAlgorithm;
  /** In base64; a composite one is the checksum of the parts' checksums, with `-` and the number of parts. */
  readonly value: string;
  readonly type: 'FULL_OBJECT' | 'COMPOSITE';
}

/** The checksums that S3 keeps with an object. */
export type StoredChecksumAlgorithm = (typeof STORED_CHECKSUM_ALGORITHMS)[number];

/** The checksums that S3 keeps with an object, by the end of their headers' names. */
export const STORED_CHECKSUM_ALGORITHMS = ['crc32', 'crc32c', 'crc64nvme', 'sha1', 'sha256'] as const;
