import type { PhotoLimits, UserShares } from '../../config/config.ts';
import type { Database } from '../../database/database.ts';
import type { Image } from '../../images/image.ts';
import { moveImage } from '../../images/move-image.ts';
import { settleImage } from '../../ingest/settle-image.ts';
import { ownerThrough } from '../../projects/work-owner.ts';
import type { Attempt, Job } from '../../queue/queue.ts';
import { FETCH_RETRIES, type FetchNeeds, type FetchOutcome, fetchUpload } from '../fetch-upload.ts';
import { imageUpload } from './image-upload.ts';
import { startImageUpload } from './start-image-upload.ts';
import { findFetches, forgetFetch, type ImageFetch, touchFetch } from './wanted-fetches.ts';

interface Needs extends FetchNeeds {
  limits: PhotoLimits;
  perUser: UserShares;
  now: () => Date;
}

/** A photo that the server is to fetch; where from is looked up, so that the queue keeps no secret. */
export interface ImageFetchJob {
  imageId: string;
}

/** The job of one photo's fetch. */
export const imageFetchJob: Job<Needs, ImageFetchJob> = {
  name: 'fetch',
  retryLimit: FETCH_RETRIES,
  expireInSeconds: 1800,
  uniqueKey: ({ imageId }) => imageId,
  ownership: ownerThrough('images', ({ imageId }) => imageId),
  // A fetch waits for the network most of its time.
  concurrency: 8,
  concurrencyPerOwner: ({ perUser }) => perUser.fetches,
  run: fetchImage,
};

/** The largest photo comes through at 600 kB a second. */
const MAX_SECONDS = 15 * 60;

/** Fetches a photo; what keeps it from coming makes the image Invalid. A restart begins the fetch again. */
async function fetchImage(needs: Needs, job: ImageFetchJob, attempt: Attempt): Promise<void> {
  for (;;) {
    const [fetch] = await findFetches(needs.database, [job.imageId]);
    if (!fetch) return;
    const row = await beginUpload(needs.database, fetch);
    // Without a row, the photo has come another way.
    const outcome = row ? await bring(needs, { row, fetch }, attempt) : 'brought';
    if (outcome === 'unwanted') continue;
    const counts = await forgetFetch(needs.database, fetch);
    if (!row || !counts || outcome === 'brought') continue;
    const code = outcome.tooLarge ? 'TooLarge' : 'FetchFailed';
    const message = `The photo ${outcome.reason}`;
    await settleImage(needs, row, { to: 'Invalid', faults: [{ code, message }] });
  }
}

function bring(
  needs: Needs,
  { row, fetch }: { row: Image; fetch: ImageFetch },
  attempt: Attempt,
): Promise<FetchOutcome> {
  const limits = { maxBytes: needs.limits.maxPhotoBytes, maxSeconds: MAX_SECONDS };
  // Looking tells the sweep, too, that the fetch goes on.
  const isWanted = () => touchFetch(needs.database, fetch);
  return fetchUpload(needs, { kind: imageUpload, row, source: fetch, limits, isWanted }, attempt);
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
  const begun = image && (await startImageUpload({ database }, image));
  return begun?.state === 'Uploading' ? begun : undefined;
}
