import { mkdir, utimes } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { EngineJob, EnginePhoto } from '../engine.ts';
import { DISK_FULL_REASON, isDiskFull, ReconstructionFailure } from '../failure.ts';
import { readColmapJob, writeColmapJob } from './colmap-job.ts';
import { removeAtOnce } from './folders.ts';
import type { Workspace } from './workspace.ts';

/** Photos fetched at the same time: enough to hide the way to a remote store. */
const FETCHES_AT_ONCE = 4;

/**
 * Brings a job and its photos into its workspace; does nothing where they are there already. Where it fails or is
 * aborted it leaves nothing behind; throws a ReconstructionFailure where the disk is too small for the photos.
 */
export async function submitJob(workspace: Workspace, job: EngineJob, signal: AbortSignal): Promise<void> {
  if (await readColmapJob(workspace)) return markAsUsed(workspace);
  try {
    // What an interrupted submission has left may be half a photo.
    await removeAtOnce(workspace.folder);
    await mkdir(workspace.photosFolder, { recursive: true });
    await fetchPhotos(job.photos, workspace.photosFolder, signal);
    await writeColmapJob(workspace, job);
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

/** Rejects with the first error once no fetch is under way any more. */
async function fetchPhotos(photos: EnginePhoto[], folder: string, signal: AbortSignal): Promise<void> {
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const waiting = photos.values();
  const fetchWaiting = async () => {
    try {
      for (const photo of waiting) {
        either.throwIfAborted();
        await photo.fetchTo(join(folder, basename(photo.fileName)), either);
      }
    } catch (error) {
      failed.abort(error);
    }
  };
  await Promise.all(Array.from({ length: FETCHES_AT_ONCE }, fetchWaiting));
  either.throwIfAborted();
}
