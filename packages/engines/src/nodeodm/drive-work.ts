import { access, rm } from 'node:fs/promises';
import { Unwanted, writeWhole } from '@tiepoint/processes';
import { z } from 'zod';
import type { EngineEvent } from '../port/engine.ts';
import { DISK_FULL_REASON, isDiskFull, ReconstructionFailure } from '../port/failure.ts';
import { awaitCompletion, cancelTask, waitInQueue } from './following/follow-task.ts';
import { RemoteLog } from './following/remote-log.ts';
import { adoptResults } from './results/adopt-results.ts';
import { downloadResults } from './results/download-results.ts';
import { uploadPhotos } from './uploading/upload-step.ts';
import type { Drive } from './work/drive.ts';
import { readKept } from './work/nodeodm-job.ts';
import { STEP_NAMES, takeStep } from './work/steps.ts';

type DoneEvent = Extract<EngineEvent, { type: 'done' }>;

const doneSchema = z.object({
  type: z.literal('done'),
  result: z.object({
    photos: z.number(),
    registered: z.number(),
    leftOut: z.array(z.string()),
    points: z.number(),
    reprojectionError: z.number(),
    faces: z.number(),
    georeferenced: z.boolean(),
    notes: z.array(z.string()),
  }),
  outputs: z.array(z.object({ name: z.string(), path: z.string(), contentType: z.string() })),
  leftOut: z.array(z.object({ fileName: z.string(), reason: z.string() })).optional(),
}) satisfies z.ZodType<DoneEvent>;

/**
 * Runs a job from its current step to its end, and emits its events. A stopped job is cancelled on its node; if only
 * this server stops, the node continues.
 */
export async function driveWork(drive: Drive): Promise<void> {
  const { state, emit, signal, logger, work } = drive;
  try {
    emit(await takeSteps(drive));
  } catch (error) {
    const isMade = state.now.finished.some(({ name }) => name === STEP_NAMES.reconstruct);
    if (signal.aborted && signal.reason instanceof Unwanted && !isMade) await cancelTask(drive);
    signal.throwIfAborted();
    const failure = isDiskFull(error)
      ? new ReconstructionFailure('DiskFull', DISK_FULL_REASON, { cause: error })
      : error;
    if (!(failure instanceof ReconstructionFailure)) throw failure;
    logger?.warn({ err: failure, workspace: work.folder }, 'reconstruction failed');
    emit({ type: 'failed', code: failure.code, reason: failure.message });
    // The next start begins without the failed task.
    await state.change({ losses: 0 }).catch(() => {});
  }
}

async function takeSteps(drive: Drive): Promise<DoneEvent> {
  const { work } = drive;
  const log = new RemoteLog(drive);
  await takeStep(drive, STEP_NAMES.upload, (onProgress) => uploadPhotos(drive, onProgress));
  await takeStep(drive, STEP_NAMES.wait, () => waitInQueue(drive, log));
  await takeStep(drive, STEP_NAMES.reconstruct, (onProgress) => awaitCompletion(drive, log, onProgress));
  await takeStep(drive, STEP_NAMES.download, async (onProgress) => downloadResults(drive, onProgress));
  await takeStep(drive, STEP_NAMES.convert, async () => {
    if (!(await readKept(work.resultFile, doneSchema))) {
      await writeWhole(work.resultFile, JSON.stringify(await adoptResults(drive)));
    }
    await rm(work.archiveFile, { force: true });
  });
  const done = await readKept(work.resultFile, doneSchema);
  if (!done) throw new Error(`${work.resultFile} is gone`);
  for (const { path } of done.outputs) await access(path);
  return done;
}
