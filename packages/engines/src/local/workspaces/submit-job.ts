import { mkdir, utimes } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { workThrough } from '@tiepoint/processes';
import type { EngineJob } from '../../port/engine.ts';
import { DISK_FULL_REASON, isDiskFull, ReconstructionFailure } from '../../port/failure.ts';
import { removeAtOnce } from './folders.ts';
import { readLocalJob, writeLocalJob } from './local-job.ts';
import type { Workspace } from './workspace.ts';

/** Photos fetched concurrently: enough to hide the latency of a remote store. */
const FETCHES_AT_ONCE = 4;

/**
 * Copies a job and its photos to its workspace; does nothing if they are there. Cleans up if it fails or is aborted;
 * throws a ReconstructionFailure if the disk is too small for the photos.
 */
export async function submitJob(workspace: Workspace, job: EngineJob, signal: AbortSignal): Promise<void> {
  if (await readLocalJob(workspace)) return markAsUsed(workspace);
  try {
    // An interrupted submission may have left an incomplete photo.
    await removeAtOnce(workspace.folder);
    await mkdir(workspace.photosFolder, { recursive: true });
    await workThrough(job.photos, { atOnce: FETCHES_AT_ONCE, signal }, (photo, either) =>
      photo.fetchTo(join(workspace.photosFolder, basename(photo.fileName)), either),
    );
    await writeLocalJob(workspace, job);
  } catch (cause) {
    await removeAtOnce(workspace.folder);
    if (!isDiskFull(cause)) throw cause;
    throw new ReconstructionFailure('DiskFull', DISK_FULL_REASON, { cause });
  }
}

/** Marks the workspace as used, so that the removal of old ones skips it. */
async function markAsUsed({ jobFile }: Workspace): Promise<void> {
  const now = new Date();
  await utimes(jobFile, now, now);
}
