import { sql } from 'kysely';
import { inChunks } from '../../database/in-chunks.ts';
import { recordLife } from '../../database/server-life.ts';
import { SETTLED_STATES } from '../../images/image-state.ts';
import { sendOn } from '../../ingest/pipeline.ts';
import { type ConfirmNeeds, confirmUpload } from '../confirm-upload.ts';
import { jobLost, overdue } from '../deadlines.ts';
import { imageUpload } from './image-upload.ts';
import { sweepImageFetches } from './sweep-image-fetches.ts';
import { timeOutImage } from './time-out-image.ts';

const MOVED_AT = sql<Date>`moved_at`;

/**
 * Looks at every image that is on its way: finds arrived objects whose event was lost, enqueues lost jobs
 * again, and ends what has not arrived within its deadline. What has arrived is checked, however late.
 */
export async function sweepImages(needs: ConfirmNeeds, signal: AbortSignal): Promise<void> {
  const moving = needs.database
    .selectFrom('images')
    .selectAll()
    .select([jobLost(MOVED_AT).as('jobLost'), overdue(MOVED_AT).as('overdue')])
    .where('state', 'not in', [...SETTLED_STATES]);
  for await (const images of inChunks(moving, 'id', signal)) {
    await recordLife(needs.database);
    const fetched = await sweepImageFetches(needs, images);
    const sent = images.filter(({ id }) => !fetched.has(id));
    await sendOn(
      needs.queue,
      needs.database,
      sent.filter((image) => image.jobLost),
    );
    for (const image of sent) {
      const { state } = await confirmUpload(needs, imageUpload, image);
      if (image.overdue && imageUpload.awaited.includes(state)) {
        await timeOutImage(
          needs,
          image,
          'The upload did not arrive within 65 minutes. Upload the photo again.',
        );
      }
    }
  }
}
