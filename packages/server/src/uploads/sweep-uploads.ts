import { setTimeout } from 'node:timers/promises';
import type { Database } from '../database/database.ts';
import type { Image } from '../images/image.ts';
import { settledStates } from '../images/image-state.ts';
import { ingestJob } from '../ingest/jobs.ts';
import { settleImage } from '../ingest/settle-image.ts';
import type { Logger } from '../observability/logger.ts';
import type { Queue } from '../queue/queue.ts';
import { sweepTasks, type TaskSweepNeeds } from '../reconstruction/tasks/sweep-tasks.ts';
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
  now: () => Date;
}

const CHUNK = 500;
const INTERVAL_MILLISECONDS = 15_000;

/** Sweeps every 15 seconds until stopped. A sweep that fails is logged, and the next one goes on. */
export function startSweeping(needs: Needs & TaskSweepNeeds & { logger: Logger }): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const loop = async () => {
    while (!stopping.signal.aborted) {
      try {
        await sweepUploads(needs, stopping.signal);
        await sweepMetaFiles(needs, stopping.signal);
        await sweepModelUploads(needs, stopping.signal);
        await sweepTasks(needs);
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
    const inLineTooLong = images.some((image) => isInLine(image) && isOverdue(needs, image));
    const lineMoves = inLineTooLong && (await someWereServed(needs));
    for (const image of images) {
      if (fetched.has(image.id)) continue;
      await sweepImage(needs, image);
      if (isOverdue(needs, image) && !(lineMoves && isInLine(image))) await endImage(needs, image);
    }
    const last = images.at(-1);
    if (!last) return;
    after = last.id;
  }
}

function isOverdue({ now }: Needs, image: Image): boolean {
  return now().getTime() - image.movedAt.getTime() > STUCK_MILLISECONDS;
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
    .where('movedAt', '>', new Date(now().getTime() - STUCK_MILLISECONDS))
    .limit(1)
    .executeTakeFirst();
  return served !== undefined;
}

async function sweepImage(needs: Needs, image: Image): Promise<void> {
  if (image.state === 'Pending' || image.state === 'Uploading') await confirmImage(needs, image);
  else if (needs.now().getTime() - image.movedAt.getTime() > JOB_LOST_MILLISECONDS) {
    const step = image.state === 'Uploaded' ? 'copy' : 'process';
    await needs.queue.send(needs.database, ingestJob, { imageId: image.id, step });
  }
}

async function endImage(needs: Needs, image: Image): Promise<void> {
  const message = 'Nothing has moved for 65 minutes. Upload the photo again.';
  await settleImage(needs, image, { to: 'Invalid', faults: [{ code: 'TimedOut', message }] });
}
