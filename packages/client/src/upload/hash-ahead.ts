import { type ChosenPhoto, type ClientPlatform, PhotoUnreadable } from '../platform.ts';
import { type BatchBuffer, createBatchBuffer } from '../waiting/batch-buffer.ts';
import { forEachConcurrently } from '../waiting/for-each-concurrently.ts';
import type { Background } from '../waiting/run-with-background.ts';
import { HASHED_AT_A_TIME } from './hash-photos.ts';
import type { HashedPhoto } from './photo-source.ts';
import type { UploadTally } from './upload-tally.ts';

interface Needs<Photo extends ChosenPhoto> {
  client: { platform: ClientPlatform<Photo> };
  /** SHA-1 of photos that were already hashed. */
  checksums?: ReadonlyMap<Photo, string>;
  tally: UploadTally<Photo>;
  background: Background;
}

/** The maximum number of checksums per request; each photo takes a few hundred bytes. */
const HASHED_AHEAD = 1000;

/**
 * Hashes photos in the background, ahead of the consumer as far as the buffer allows. Unreadable photos and
 * duplicates are recorded in the tally and skipped.
 */
export function hashAhead<Photo extends ChosenPhoto>(
  needs: Needs<Photo>,
  photos: readonly Photo[],
): BatchBuffer<HashedPhoto<Photo>> {
  const { tally, background } = needs;
  const hashed = createBatchBuffer<HashedPhoto<Photo>>(HASHED_AHEAD, background.signal);
  const namesByChecksum = new Map<string, string>();
  const hashOne = async (photo: Photo) => {
    const checksum = await hashPhoto(needs, photo);
    if (checksum === undefined) return;
    const sameAs = namesByChecksum.get(checksum);
    if (sameAs !== undefined) return tally.duplicate(photo, sameAs);
    namesByChecksum.set(checksum, photo.name);
    await hashed.put({ photo, checksum });
  };
  background.run(forEachConcurrently(photos, HASHED_AT_A_TIME, hashOne).then(hashed.close));
  return hashed;
}

async function hashPhoto<Photo extends ChosenPhoto>(
  { client, checksums, tally, background: { signal } }: Needs<Photo>,
  photo: Photo,
): Promise<string | undefined> {
  const known = checksums?.get(photo);
  if (known !== undefined) {
    tally.hashed(photo.sizeBytes);
    return known;
  }
  try {
    return await client.platform.hashPhoto(photo, { onBytes: tally.hashed, signal });
  } catch (error) {
    signal.throwIfAborted();
    if (!(error instanceof PhotoUnreadable)) throw error;
    tally.failed(photo, error.message);
    return undefined;
  }
}
