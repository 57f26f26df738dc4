import { setTimeout } from 'node:timers/promises';
import type { Database } from '../database/database.ts';
import type { Image } from '../images/image.ts';
import { settledStates } from '../images/image-state.ts';
import { ingestJob } from '../ingest/jobs.ts';
import { settleImage } from '../ingest/settle-image.ts';
import type { Logger } from '../observability/logger.ts';
import type { Queue } from '../queue/queue.ts';
import type { Storage } from '../storage/bucket.ts';
import { confirmImage } from './confirm-upload.ts';
import { JOB_LOST_MILLISECONDS, STUCK_MILLISECONDS } from './deadlines.ts';
import { sweepFetches } from './sweep-fetches.ts';
import { sweepMetaFiles } from './sweep-meta-files.ts';
import { sweepModelUploads } from './sweep-model-uploads.ts';

interface Needs {
  database: Database;
  queue: Queue;
  storage: Storage;
  engineName: string;
  now: () => Date;
}

const CHUNK = 500;
const INTERVAL_MILLISECONDS = 15_000;

/** Sweeps every 15 seconds until stopped. A sweep that fails is logged, and the next one goes on. */
export function startSweeping(needs: Needs & { logger: Logger }): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const loop = async () => {
    while (!stopping.signal.aborted) {
      try {
        await sweepUploads(needs, stopping.signal);
        await sweepMetaFiles(needs, stopping.signal);
        await sweepModelUploads(needs, stopping.signal);
        await setTimeout(INTERVAL_MILLISECONDS, undefined, { signal: stopping.signal, ref: false });
      } catch (error) {
        if (stopping.signal.aborted) return;
        needs.logger.error({ err: error }, 'sweep failed');
        await setTimeout(INTERVAL_MILLISECONDS, undefined, { signal: stopping.signal, ref: false }).catch(
          () => {},
        );
      }
    }
  };
  const running = loop();
  return {
    stop: () => {
      stopping.abort();
      return running;
    },
  };
}

/**
 * Looks at every image that is on its way: finds arrived objects whose event was lost, enqueues lost jobs
 * again, and ends what has passed its deadline.
 */
export async function sweepUploads(needs: Needs, signal: AbortSignal): Promise<void> {
  let after = '';
  while (!signal.aborted) {
    const images = await needs.database
      .selectFrom('images')
      .selectAll()
      .where('state', 'not in', [...settledStates])
      .where('id', '>', after)
      .orderBy('id')
      .limit(CHUNK)
      .execute();
    const fetched = await sweepFetches(needs, images);
    const served = await lastServedAt(needs.database);
    for (const image of images) if (!fetched.has(image.id)) await sweepImage(needs, image, served);
    const last = images.at(-1);
    if (!last) return;
    after = last.id;
  }
}

/** When a photo was last taken up for its check; the photos behind it in the line have moved up then. */
async function lastServedAt(database: Database): Promise<number> {
  const newest = await database
    .selectFrom('images')
    .select('movedAt')
    .where('state', '=', 'Processing')
    .orderBy('movedAt', 'desc')
    .limit(1)
    .executeTakeFirst();
  return newest?.movedAt.getTime() ?? 0;
}

async function sweepImage(needs: Needs, image: Image, lastServed: number): Promise<void> {
  const movedAt = image.movedAt.getTime();
  const idleMilliseconds = needs.now().getTime() - movedAt;
  if (image.state === 'Pending' || image.state === 'Uploading') await confirmImage(needs, image);
  else if (idleMilliseconds > JOB_LOST_MILLISECONDS) {
    const step = image.state === 'Uploaded' ? 'copy' : 'process';
    await needs.queue.send(needs.database, ingestJob, { imageId: image.id, step });
  }
  const idleSince = image.state === 'Uploaded' ? Math.max(movedAt, lastServed) : movedAt;
  if (needs.now().getTime() - idleSince <= STUCK_MILLISECONDS) return;
  const message = 'Nothing has moved for 65 minutes. Upload the photo again.';
  await settleImage(needs, image, { to: 'Invalid', faults: [{ code: 'TimedOut', message }] });
}
