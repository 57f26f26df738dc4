import { inChunks } from '../../database/in-chunks.ts';
import type { Image } from '../../images/image.ts';
import { SETTLED_STATES } from '../../images/image-state.ts';
import { sendOn } from '../../ingest/pipeline.ts';
import { settleImage } from '../../ingest/settle-image.ts';
import { type ConfirmNeeds, confirmUpload } from '../confirm-upload.ts';
import { isJobLost, isStuck, stuckBefore } from '../deadlines.ts';
import { imageUpload } from './image-upload.ts';
import { sweepImageFetches } from './sweep-image-fetches.ts';

interface Needs extends ConfirmNeeds {
  now: () => Date;
}

/**
 * Looks at every image that is on its way: finds arrived objects whose event was lost, enqueues lost jobs
 * again, and ends what has passed its deadline.
 */
export async function sweepImages(needs: Needs, signal: AbortSignal): Promise<void> {
  const moving = needs.database
    .selectFrom('images')
    .selectAll()
    .where('state', 'not in', [...SETTLED_STATES]);
  for await (const images of inChunks(moving, 'id', signal)) {
    const fetched = await sweepImageFetches(needs, images);
    const sent = images.filter(({ id }) => !fetched.has(id));
    for (const image of sent) await confirmUpload(needs, imageUpload, image);
    const now = needs.now();
    const lost = sent.filter((image) => isJobLost(now, image));
    await sendOn(needs.queue, needs.database, lost);
    const stuck = lost.filter((image) => isStuck(now, image));
    const lineMoves = stuck.some(isInLine) && (await someWereServed(needs));
    for (const image of stuck) if (!lineMoves || !isInLine(image)) await endImage(needs, image);
  }
}

/** Its bytes are here: it moves when those before it have been checked. */
function isInLine({ state }: Image): boolean {
  return state === 'Uploaded';
}

/** Whether any photo was checked within the time that a photo may wait. */
async function someWereServed({ database, now }: Needs): Promise<boolean> {
  const served = await database
    .selectFrom('images')
    .select('id')
    .where('state', 'in', ['Processing', 'Ready'])
    .where('movedAt', '>', stuckBefore(now()))
    .limit(1)
    .executeTakeFirst();
  return served !== undefined;
}

async function endImage(needs: Needs, image: Image): Promise<void> {
  const message = 'Nothing has moved for 65 minutes. Upload the photo again.';
  await settleImage(needs, image, { to: 'Invalid', faults: [{ code: 'TimedOut', message }] });
}
