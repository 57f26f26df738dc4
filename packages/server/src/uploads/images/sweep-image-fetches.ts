import type { Image } from '../../images/image.ts';
import { type ConfirmNeeds, confirmUpload } from '../confirm-upload.ts';
import { type ImageFetchJob, imageFetchJob } from './fetch-image.ts';
import { imageUpload } from './image-upload.ts';
import { timeOutImage } from './time-out-image.ts';
import { findFetches, forgetFetch, type ImageFetch } from './wanted-fetches.ts';

/**
 * Looks at those of the images that the server itself fetches: enqueues lost jobs again, and ends what has passed
 * its deadline. Gives the ids of those that it has looked at.
 */
export async function sweepImageFetches(
  needs: ConfirmNeeds,
  images: readonly (Image & { jobLost: boolean })[],
): Promise<ReadonlySet<string>> {
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
    if (fetch.overdue) await endFetch(needs, image, fetch);
    else if (image.jobLost) lost.push({ imageId: image.id });
  }
  await needs.queue.sendAll(needs.database, imageFetchJob, lost);
  return new Set(fetchOf.keys());
}

async function endFetch(needs: ConfirmNeeds, image: Image, fetch: ImageFetch): Promise<void> {
  if (!(await forgetFetch(needs.database, fetch))) return;
  const { state } = await confirmUpload(needs, imageUpload, image);
  if (!imageUpload.awaited.includes(state)) return;
  await timeOutImage(needs, image, 'The photo could not be fetched within a day. Register it again.');
}
