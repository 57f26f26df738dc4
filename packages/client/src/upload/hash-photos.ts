import { type ChosenPhoto, type ClientPlatform, PhotoUnreadable } from '../platform.ts';
import { forEachConcurrently } from '../waiting/for-each-concurrently.ts';

/**
 * Photos to hash, and progress callback.
 *
 * @example
 * ```ts
 * import { hashPhotos, type PhotoHashing } from '@tiepoint/client';
 * import type { FilePhoto } from '@tiepoint/client/node';
 *
 * const hashing: PhotoHashing<FilePhoto> = { platform: client.platform, photos };
 * console.log((await hashPhotos(hashing)).size);
 * ```
 */
export interface PhotoHashing<Photo extends ChosenPhoto> {
  platform: ClientPlatform<Photo>;
  photos: readonly Photo[];
  /** Called with the number of bytes hashed so far. */
  onProgress?(hashedBytes: number): void;
  signal?: AbortSignal;
}

/** Photos hashed in parallel. More are not faster: one core hashes about as fast as a disk reads. */
export const HASHED_AT_A_TIME = 2;

/**
 * SHA-1 of every readable photo; unreadable ones are skipped, and reported by the upload.
 *
 * @example
 * ```ts
 * import { hashPhotos, uploadPhotos } from '@tiepoint/client';
 *
 * const checksums = await hashPhotos({
 *   platform: client.platform,
 *   photos,
 *   onProgress: (hashedBytes) => console.log(hashedBytes),
 * });
 * await uploadPhotos({ client, projectId, photos, checksums });
 * ```
 */
export async function hashPhotos<Photo extends ChosenPhoto>(
  hashing: PhotoHashing<Photo>,
): Promise<Map<Photo, string>> {
  const checksums = new Map<Photo, string>();
  const signal = hashing.signal ?? new AbortController().signal;
  let hashedBytes = 0;
  const onBytes = (count: number) => {
    hashedBytes += count;
    hashing.onProgress?.(hashedBytes);
  };
  await forEachConcurrently(hashing.photos, HASHED_AT_A_TIME, async (photo) => {
    try {
      checksums.set(photo, await hashing.platform.hashPhoto(photo, { onBytes, signal }));
    } catch (error) {
      if (!(error instanceof PhotoUnreadable)) throw error;
    }
  });
  return checksums;
}
