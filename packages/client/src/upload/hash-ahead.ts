import { type ChosenPhoto, type ClientPlatform, PhotoUnreadable } from '../platform.ts';
import type { BatchBuffer } from '../waiting/batch-buffer.ts';
import { forEachConcurrently } from '../waiting/for-each-concurrently.ts';
import { HASHED_AT_A_TIME } from './hash-photos.ts';
import type { UploadTally } from './upload-tally.ts';

/** A photo and what identifies its bytes. */
export interface HashedPhoto<Photo extends ChosenPhoto> {
  photo: Photo;
  /** SHA-1 as 40 lower-case hexadecimal digits. */
  checksum: string;
}

interface Needs<Photo extends ChosenPhoto> {
  platform: ClientPlatform<Photo>;
  /** SHA-1 of photos that were hashed before. */
  checksums?: ReadonlyMap<Photo, string>;
  tally: UploadTally;
  signal: AbortSignal;
}

/**
 * Hashes photos into a buffer, as far ahead of those who take them as it has room, and closes it. Photos that
 * can't be read, and doubles of earlier ones, are noted in the tally and left out.
 */
export async function hashAhead<Photo extends ChosenPhoto>(
  needs: Needs<Photo>,
  photos: readonly Photo[],
  hashed: BatchBuffer<HashedPhoto<Photo>>,
): Promise<void> {
  const { tally } = needs;
  await forEachConcurrently(photos, HASHED_AT_A_TIME, async (photo) => {
    const checksum = await hashPhoto(needs, photo);
    if (checksum === undefined) return;
    const sameAs = tally.claim(checksum, photo);
    if (sameAs !== undefined) tally.duplicate(photo, sameAs);
    else await hashed.put({ photo, checksum });
  });
  hashed.close();
}

async function hashPhoto<Photo extends ChosenPhoto>(
  { platform, checksums, tally, signal }: Needs<Photo>,
  photo: Photo,
): Promise<string | undefined> {
  const known = checksums?.get(photo);
  if (known !== undefined) {
    tally.hashed(photo.sizeBytes);
    return known;
  }
  try {
    return await platform.hashPhoto(photo, { onBytes: tally.hashed, signal });
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof PhotoUnreadable)) throw error;
    tally.failed(photo, error.message);
    return undefined;
  }
}
