import { mkdir, utimes } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { workThrough } from '@tiepoint/processes';
import type { EngineJob } from '../../port/engine.ts';
import { DISK_FULL_REASON, isDiskFull, ReconstructionFailure } from '../../port/failure.ts';
import { removeAtOnce } from './folders.ts';
import { readLocalJob, writeLocalJob } from './local-job.ts';
import type { Workspace } from './workspace.ts';

/** Photos fetched at the same time: enough to hide the way to a remote store. */
const FETCHES_AT_ONCE = 4;

/**
 * Brings a job and its photos into its workspace; does nothing where they are there already. Where it fails or is
 * aborted it leaves nothing behind; throws a ReconstructionFailure where the disk is too small for the photos.
 */
export async function submitJob(workspace: Workspace, job: EngineJob, signal: AbortSignal): Promise<void> {
  if (await readLocalJob(workspace)) return markAsUsed(workspace);
  try {
    // What an interrupted submission has left may be half a photo.
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

/** Whoever removes what nobody has come back to passes over it. */
async function markAsUsed({ jobFile }: Workspace): Promise<void> {
  const now = new Date();
  await utimes(jobFile, now, now);
}
