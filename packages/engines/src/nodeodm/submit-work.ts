import { access, mkdir, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { workThrough } from '@tiepoint/processes';
import type { EngineJob } from '../port/engine.ts';
import { DISK_FULL_REASON, isDiskFull, ReconstructionFailure } from '../port/failure.ts';
import { namePhotos, writeJob } from './work/nodeodm-job.ts';
import { STEP_NAMES } from './work/steps.ts';
import type { Work } from './work/work.ts';
import { KeptState } from './work/work-state.ts';

/** Photos fetched concurrently: enough to hide the latency of a remote store. */
const FETCHES_AT_ONCE = 4;

/**
 * Stores a job, and its photos until a node has them; does nothing if it is finished. A stopped or failed job resumes.
 * Throws a ReconstructionFailure if the disk is too small for the photos.
 */
export async function submitWork(work: Work, job: EngineJob, signal: AbortSignal): Promise<void> {
  if (await exists(work.resultFile)) return;
  try {
    await mkdir(work.uploadFolder, { recursive: true });
    await writeJob(work, job);
    const state = await KeptState.open(work);
    if (state.now.stage === 'committed') return await goOn(state);
    await workThrough(
      namePhotos(job.photos),
      { atOnce: FETCHES_AT_ONCE, signal },
      async ({ photo, nodeName }, either) => {
        const path = join(work.uploadFolder, nodeName);
        if (await exists(path)) return;
        // An interrupted submission may have left an incomplete photo.
        await photo.fetchTo(`${path}.part`, either);
        await rename(`${path}.part`, path);
      },
    );
  } catch (cause) {
    if (!isDiskFull(cause)) throw cause;
    throw new ReconstructionFailure('DiskFull', DISK_FULL_REASON, { cause });
  }
}

/** A completed task is kept; one that was stopped or has failed is restarted. */
async function goOn(state: KeptState): Promise<void> {
  const { finished } = state.now;
  const isMade = finished.some(({ name }) => name === STEP_NAMES.reconstruct);
  const kept = isMade ? finished : finished.filter(({ name }) => name === STEP_NAMES.upload);
  await state.change({ revive: !isMade, finished: kept });
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
