import type { Image } from '../../images/image.ts';
import { settleImage } from '../../ingest/settle-image.ts';
import type { ConfirmNeeds } from '../confirm-upload.ts';
import { isJobLost } from '../deadlines.ts';
import { type ImageFetchJob, imageFetchJob } from './fetch-image.ts';
import { imageUpload } from './image-upload.ts';
import { findFetches, forgetFetch, type ImageFetch } from './wanted-fetches.ts';

interface Needs extends ConfirmNeeds {
  now: () => Date;
}

/**
 * A long queue of fetches is worked off in a day; what has not come by then is stuck. Each attempt has its own end
 * long before.
 */
const FETCH_STUCK_MS = 24 * 3600 * 1000;

/**
 * Looks at those of the images that the server itself fetches: enqueues lost jobs again, and ends what has passed
 * its deadline. Gives the ids of those that it has looked at.
 */
export async function sweepImageFetches(
  needs: Needs,
  images: readonly Image[],
): Promise<ReadonlySet<string>> {
  const now = needs.now();
  const awaited = images.filter(({ state }) => imageUpload.awaited.includes(state));
  const fetches = await findFetches(
    needs.database,
    awaited.map(({ id }) => id),
  );
  const fetchOf = new Map(fetches.map((fetch) => [fetch.imageId, fetch]));
  const lost: ImageFetchJob[] = [];
  for (const image of awaited) {
    const fetch = fetchOf.get(image.id);
    if (!fetch) continue;
    const ageMs = now.getTime() - fetch.createdAt.getTime();
    if (ageMs > FETCH_STUCK_MS) await endFetch(needs, image, fetch);
    else if (isJobLost(now, image)) lost.push({ imageId: image.id });
  }
  await needs.queue.sendAll(needs.database, imageFetchJob, lost);
  return new Set(fetchOf.keys());
}

async function endFetch(needs: Needs, image: Image, fetch: ImageFetch): Promise<void> {
  if (!(await forgetFetch(needs.database, fetch))) return;
  const message = 'The photo could not be fetched within a day. Ask for it again.';
  await settleImage(needs, image, { to: 'Invalid', faults: [{ code: 'TimedOut', message }] });
}
