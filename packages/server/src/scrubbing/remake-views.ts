import type { Inspector } from '@tiepoint/inspection';
import type { Database } from '../database/database.ts';
import { photoPrefix } from '../images/image.ts';
import { descriptorKey } from '../images/tile-layout.ts';
import type { TileMaker } from '../images/tile-maker.ts';
import { processPhoto } from '../ingest/process.ts';
import type { Logger } from '../observability/logger.ts';
import type { Attempt, Job } from '../queue/queue.ts';
import type { Storage } from '../storage/bucket.ts';

interface Needs {
  database: Database;
  storage: Storage;
  inspector: Inspector;
  tileMaker: TileMaker;
  logger: Logger;
}

/** A photo, and what of it is damaged. */
export interface RemakeJob {
  imageId: string;
  views: 'thumbnails' | 'tiles';
}

/** One at a time: the next look at the photo enqueues it again. */
export const remakeJob: Job<Needs, RemakeJob> = {
  name: 'remake',
  retryLimit: 5,
  expireInSeconds: 900,
  uniqueKey: ({ imageId, views }) => `${imageId} ${views}`,
  concurrency: 1,
  run: remakeViews,
};

/** Makes the thumbnails or tiles of a Ready photo again, over what is there of them. */
async function remakeViews(needs: Needs, job: RemakeJob, { signal }: Attempt): Promise<void> {
  const { database, storage, tileMaker, logger } = needs;
  const find = () =>
    database.selectFrom('images').selectAll().where('id', '=', job.imageId).executeTakeFirst();
  const image = await find();
  if (image?.state !== 'Ready') return;
  if (job.views === 'tiles') {
    await storage.private.remove(descriptorKey(image));
    return tileMaker.ensure(image);
  }
  const outcome = await processPhoto(needs, image, signal);
  if ('faults' in outcome)
    logger.warn({ image: image.id, faults: outcome.faults }, 'thumbnails not made again');
  // A photo that was removed meanwhile took with it what was there then.
  if (!(await find())) await storage.private.removeAll(photoPrefix(image));
}
