import type { Executor } from '../database/database.ts';
import { isPermanent } from '../errors/is-permanent.ts';
import { findOutage } from '../errors/outage.ts';
import { findArrivedImages, findImage } from '../images/find-images.ts';
import { type Image, type ImageFault, removalOfImage } from '../images/image.ts';
import type { ImageState } from '../images/image-state.ts';
import { type ImageFacts, moveImage } from '../images/move-image.ts';
import { ownerThrough } from '../projects/work-owner.ts';
import type { Attempt, Job, Queue } from '../queue/queue.ts';
import { removalJob } from '../storage/removal-job.ts';
import { copyPhoto } from './copy.ts';
import { processPhoto } from './process.ts';
import { settleImage } from './settle-image.ts';
import type { IngestNeeds, StepOutcome } from './step.ts';

interface Step {
  name: string;
  from: ImageState;
  run: (needs: IngestNeeds, image: Image, signal: AbortSignal) => Promise<StepOutcome>;
  to: ImageState;
}

/**
 * The way of a photo from Uploaded to Ready. All else follows from this table: which step a photo waits for, what is
 * enqueued when it moves, what the sweep sends again, and that a photo which was begun goes before one that was not.
 */
export const ingestSteps: readonly Step[] = [
  { name: 'copy', from: 'Uploaded', run: copyPhoto, to: 'Processing' },
  { name: 'process', from: 'Processing', run: processPhoto, to: 'Ready' },
];

/** One step of one photo, by its name in the table. */
interface IngestJob {
  imageId: string;
  /** Absent in jobs of earlier servers. */
  projectId?: string;
  step: string;
}

/** Retries go on for about eight minutes, so that a full disk can be emptied in the meantime. */
export const ingestJob: Job<IngestNeeds, IngestJob> = {
  name: 'ingest',
  retryLimit: 20,
  expireInSeconds: 900,
  uniqueKey: (job) => `${job.imageId} ${job.step}`,
  ownership: ownerThrough('images', ({ imageId }) => imageId),
  // A photo has one turn for all its steps: the verdict comes soon, and decoding overlaps with copying.
  priority: (job) => ingestSteps.findIndex(({ name }) => name === job.step),
  concurrency: ({ ingestConcurrency }) => ingestConcurrency,
  concurrencyPerOwner: ({ ingestConcurrency, perUser }) => perUser.ingest ?? ingestConcurrency,
  run: takeStep,
};

/** PostgreSQL's code for a unique index that refuses a row. */
const UNIQUE_VIOLATION = '23505';

/** Enqueues the step that images in their states wait for, within `executor`; those that wait for none are left out. */
export async function sendOn(queue: Queue, executor: Executor, images: readonly Image[]): Promise<void> {
  await queue.sendAll(executor, ingestJob, images.flatMap(findNextJob));
}

function findNextJob({ id, projectId, state }: Image): IngestJob[] {
  const next = ingestSteps.find(({ from }) => from === state);
  return next ? [{ imageId: id, projectId, step: next.name }] : [];
}

/** Takes one step with one photo: runs it, moves the image, and enqueues what follows in one transaction. */
async function takeStep(needs: IngestNeeds, job: IngestJob, attempt: Attempt): Promise<void> {
  const step = ingestSteps.find(({ name }) => name === job.step);
  const image = await needs.database
    .selectFrom('images')
    .selectAll()
    .where('id', '=', job.imageId)
    .executeTakeFirst();
  // An attempt that was cut short may have stored something of an image that was removed meanwhile.
  if (!image && job.projectId !== undefined)
    await sendRemoval(needs, { projectId: job.projectId, id: job.imageId });
  if (!step || image?.state !== step.from) return;
  try {
    const outcome = await step.run(needs, image, attempt.signal);
    const moved =
      'faults' in outcome
        ? await settleImage(needs, image, { to: 'Invalid', ...outcome })
        : await moveOn(needs, image, { to: step.to, facts: outcome.facts, turn: attempt.turn });
    if (!moved) await tidyRemoved(needs, image);
  } catch (error) {
    // An outage says nothing about the photo: it waits, and the sweep brings it back until it is over.
    const over = attempt.last || isPermanent(error);
    if (!over || attempt.signal.aborted || findOutage(error)) throw error;
    needs.logger.error({ err: error, image: image.id }, 'photo given up');
    const message = 'The server could not read or store this photo. Upload it again.';
    await settleImage(needs, image, { to: 'Invalid', faults: [{ code: 'ProcessingFailed', message }] });
  }
}

/** Whether the image was where this step has found it. */
async function moveOn(
  needs: IngestNeeds,
  image: Image,
  { to, facts, turn }: { to: ImageState; facts: ImageFacts; turn: Attempt['turn'] },
): Promise<boolean> {
  if (to === 'Ready') return makeReady(needs, image, facts);
  return needs.database.transaction().execute(async (trx) => {
    const moved = await moveImage(trx, image.id, { from: image.state, to, facts });
    const [data] = moved ? findNextJob(moved) : [];
    if (data) await needs.queue.sendNext(trx, ingestJob, { data, turn });
    return moved !== undefined;
  });
}

async function makeReady(needs: IngestNeeds, image: Image, facts: ImageFacts): Promise<boolean> {
  try {
    return await settleImage(needs, image, { to: 'Ready', facts });
  } catch (error) {
    if ((error as { code?: string }).code !== UNIQUE_VIOLATION) throw error;
    return settleImage(needs, image, { to: 'Invalid', faults: [await describeTwin(needs, image)] });
  }
}

/** The index that allows one Ready image of the same bytes has refused this one. */
async function describeTwin(needs: IngestNeeds, image: Image): Promise<ImageFault> {
  const [twin] = await findArrivedImages(needs.database, image.projectId, [image.sha1 ?? '']);
  const where = twin ? ` as ${twin.name}` : '';
  return { code: 'Duplicate', message: `The same photo is already in the project${where}. Nothing to do.` };
}

/** What a step has stored of an image that was removed meanwhile goes too. */
async function tidyRemoved(needs: IngestNeeds, image: Image): Promise<void> {
  const kept = await findImage(needs.database, image.projectId, image.id);
  if (!kept) await sendRemoval(needs, image);
}

function sendRemoval(
  { queue, database }: IngestNeeds,
  image: Pick<Image, 'projectId' | 'id'>,
): Promise<void> {
  return queue.send(database, removalJob, removalOfImage(image));
}
