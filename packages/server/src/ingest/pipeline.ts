import { isSystemError } from '@tiepoint/processes';
import { findArrivedImages, findImage } from '../images/find-images.ts';
import type { Image, ImageFault } from '../images/image.ts';
import type { ImageState } from '../images/image-state.ts';
import { moveImage } from '../images/move-image.ts';
import type { Attempt } from '../queue/queue.ts';
import { copyPhoto } from './copy.ts';
import { type IngestJob, type IngestStep, ingestJob } from './jobs.ts';
import { processPhoto } from './process.ts';
import { removeFiles } from './remove-files.ts';
import { settleImage } from './settle-image.ts';
import type { IngestNeeds, StepOutcome } from './step.ts';

interface Step {
  from: ImageState;
  run: (needs: IngestNeeds, image: Image, signal: AbortSignal) => Promise<StepOutcome>;
  to: 'Processing' | 'Ready';
}

/** The way of a photo from Uploaded to Ready. */
export const pipeline: Record<IngestStep, Step> = {
  copy: { from: 'Uploaded', run: copyPhoto, to: 'Processing' },
  process: { from: 'Processing', run: processPhoto, to: 'Ready' },
};

/** PostgreSQL's code for a unique index that refuses a row. */
const UNIQUE_VIOLATION = '23505';

/** Takes one step with one photo: runs it, moves the image, and enqueues what follows in one transaction. */
export async function takeStep(needs: IngestNeeds, job: IngestJob, attempt: Attempt): Promise<void> {
  const step = pipeline[job.step];
  const image = await needs.database
    .selectFrom('images')
    .selectAll()
    .where('id', '=', job.imageId)
    .executeTakeFirst();
  if (image?.state !== step.from) return;
  try {
    const outcome = await step.run(needs, image, attempt.signal);
    if (!(await moveOn(needs, image, step, outcome))) await tidyRemoved(needs, image);
  } catch (error) {
    // A full disk says nothing about the photo: it waits, and the sweep brings it back until there is room.
    if (!attempt.last || attempt.signal.aborted || isSystemError(error, 'ENOSPC')) throw error;
    needs.logger.error({ err: error, image: image.id }, 'photo given up');
    const message = 'The server could not read or store this photo. Upload it again.';
    await settleImage(needs, image, { to: 'Invalid', faults: [{ code: 'ProcessingFailed', message }] });
  }
}

/** Whether the image was where this step has found it. */
async function moveOn(needs: IngestNeeds, image: Image, step: Step, outcome: StepOutcome): Promise<boolean> {
  if ('faults' in outcome) return settleImage(needs, image, { to: 'Invalid', faults: outcome.faults });
  const { facts } = outcome;
  if (step.to === 'Ready') {
    try {
      return await settleImage(needs, image, { to: 'Ready', facts });
    } catch (error) {
      if ((error as { code?: string }).code !== UNIQUE_VIOLATION) throw error;
      return settleImage(needs, image, { to: 'Invalid', faults: [await describeTwin(needs, image)] });
    }
  }
  return needs.database.transaction().execute(async (trx) => {
    const moved = await moveImage(trx, image.id, { from: step.from, to: step.to, facts });
    if (moved) await needs.queue.send(trx, ingestJob, { imageId: image.id, step: 'process' });
    return moved !== undefined;
  });
}

/** The index that allows one Ready image of the same bytes has refused this one. */
async function describeTwin(needs: IngestNeeds, image: Image): Promise<ImageFault> {
  const [twin] = await findArrivedImages(needs.database, image.projectId, [image.sha1 ?? '']);
  const where = twin ? ` as ${twin.name}` : '';
  return { code: 'Duplicate', message: `The same photo is already in the project${where}. Nothing to do.` };
}

/** What a step has stored of an image that was removed meanwhile goes too. */
async function tidyRemoved(needs: IngestNeeds, image: Image): Promise<void> {
  if (!(await findImage(needs.database, image.projectId, image.id))) await removeFiles(needs, [image]);
}
