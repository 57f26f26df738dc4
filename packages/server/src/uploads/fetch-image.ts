import { Unwanted, whileWanted } from '@tiepoint/processes';
import type { PhotoLimits } from '../config/config.ts';
import type { Database } from '../database/database.ts';
import { fetchToBucket } from '../fetching/fetch-to-bucket.ts';
import type { Fetcher } from '../fetching/fetcher.ts';
import { judgeFetchError } from '../fetching/judge-fetch-error.ts';
import { findImage } from '../images/find-images.ts';
import { type Image, type ImageFault, uploadKey } from '../images/image.ts';
import { moveImage } from '../images/move-image.ts';
import { settleImage } from '../ingest/settle-image.ts';
import type { Logger } from '../observability/logger.ts';
import type { Attempt, Queue } from '../queue/queue.ts';
import type { Storage } from '../storage/bucket.ts';
import { confirmImage } from './confirm-upload.ts';
import { requireUploadBucket } from './grant-upload.ts';
import { type FetchJob, findFetches, forgetFetch, type ImageFetch, touchFetch } from './image-fetch.ts';
import { startUpload } from './start-upload.ts';

/** What the fetching of photos needs. */
export interface FetchImageNeeds {
  database: Database;
  queue: Queue;
  storage: Storage;
  fetcher: Fetcher;
  logger: Logger;
  limits: PhotoLimits;
  now: () => Date;
}

/** The largest photo comes through at 600 kB a second. */
const MAX_SECONDS = 15 * 60;

/**
 * Fetches a photo into the upload bucket, where it goes on as if a client had put it there. What can't be fetched
 * for good makes the image Invalid, weather does so after the last attempt. A restart begins the fetch again.
 */
export async function fetchImage(needs: FetchImageNeeds, job: FetchJob, attempt: Attempt): Promise<void> {
  for (;;) {
    const [fetch] = await findFetches(needs.database, [job.imageId]);
    if (!fetch) return;
    const image = await beginUpload(needs.database, fetch);
    if (!image) {
      // The photo has come another way.
      await forgetFetch(needs.database, fetch);
      continue;
    }
    try {
      await bring(needs, image, fetch, attempt.signal);
    } catch (error) {
      if (error instanceof Unwanted) continue;
      const fault = judge(error, attempt);
      if (await forgetFetch(needs.database, fetch)) {
        needs.logger.info({ err: error, image: image.id }, 'photo not fetched');
        await settleImage(needs, image, { to: 'Invalid', faults: [fault] });
      }
    }
  }
}

/** The image, Uploading; undefined where it needs no bytes any more. */
async function beginUpload(database: Database, fetch: ImageFetch): Promise<Image | undefined> {
  const found = await database
    .selectFrom('images')
    .selectAll()
    .where('id', '=', fetch.imageId)
    .executeTakeFirst();
  // It became Invalid after somebody had asked for this fetch.
  const image =
    found?.state === 'Invalid'
      ? await moveImage(database, found.id, { from: 'Invalid', to: 'Pending' })
      : found;
  const begun = image && (await startUpload({ database }, image));
  return begun?.state === 'Uploading' ? begun : undefined;
}

async function bring(
  needs: FetchImageNeeds,
  image: Image,
  fetch: ImageFetch,
  stopping: AbortSignal,
): Promise<void> {
  const bucket = requireUploadBucket(needs.storage, image.bucket);
  const key = uploadKey(image);
  const limits = { maxBytes: needs.limits.maxPhotoBytes, maxSeconds: MAX_SECONDS };
  // Looking tells the sweep, too, that the fetch goes on.
  const isWanted = () => touchFetch(needs.database, fetch);
  await whileWanted(isWanted, stopping, (signal) => fetchToBucket(needs, fetch, bucket, key, limits, signal));
  await forgetFetch(needs.database, fetch);
  await confirmImage(needs, image);
  // What was written of an image that was removed meanwhile goes too.
  if (!(await findImage(needs.database, image.projectId, image.id))) await bucket.remove(key);
}

/** What to tell of a fetch that has come to its end; throws the error again where another attempt may help. */
function judge(error: unknown, attempt: Attempt): ImageFault {
  const judgement = judgeFetchError(error, attempt);
  const code = judgement.tooLarge ? 'TooLarge' : 'FetchFailed';
  return { code, message: `The photo could not be fetched. ${judgement.message}` };
}
