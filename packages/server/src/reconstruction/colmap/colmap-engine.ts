import { mkdir, rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { basename, join, resolve } from 'node:path';
import type { Logger } from '../../observability/logger.ts';
import type { Engine, EngineEvent, EngineHandle, EngineJob } from '../engine.ts';
import { readColmapJob, writeColmapJob } from './colmap-job.ts';
import { EventQueue } from './event-queue.ts';
import { DISK_FULL_REASON, isDiskFull, missingColmapReason, ReconstructionFailure } from './failure.ts';
import { findColmap } from './find-colmap.ts';
import { outputsOf, resultOf } from './result.ts';
import { STAGES } from './stages/stages.ts';
import { walkStages } from './walk-stages.ts';
import { type Workspace, workspaceIn } from './workspace.ts';

/** What a COLMAP engine needs. */
export interface ColmapEngineOptions {
  /** Each job gets a folder in here, named after its task. */
  workFolder: string;
  /** A path, or a name in the search path. Default `colmap`. */
  executable?: string;
  /** Threads that COLMAP may use. Default: one for each processor. */
  threads?: number;
  logger?: Logger;
  /** The clock, in milliseconds. */
  now?: () => number;
}

const ENGINE_NAME = 'colmap';
/** Photos fetched at the same time: enough to hide the way to a remote store. */
const FETCHES_AT_ONCE = 4;

/** Makes models with COLMAP on this machine. Everything of a job lies in one folder. */
export function createColmapEngine(options: ColmapEngineOptions): Engine {
  const watched = new Set<string>();
  return {
    name: ENGINE_NAME,
    submit: (job, signal) => submitJob(options.workFolder, job, signal),
    watch: (handle, signal) => watchJob(options, workspaceOf(options, handle), watched, signal),
    discard: (handle) => rm(workspaceOf(options, handle).folder, { recursive: true, force: true }),
  };
}

async function submitJob(workFolder: string, job: EngineJob, signal: AbortSignal): Promise<EngineHandle> {
  const handle = { engine: ENGINE_NAME, workspace: job.taskId };
  const workspace = workspaceOf({ workFolder }, handle);
  if (await readColmapJob(workspace)) return handle;
  try {
    await fetchPhotos(job, workspace, signal);
    await writeColmapJob(workspace, job);
  } catch (cause) {
    if (isDiskFull(cause)) throw new Error(DISK_FULL_REASON, { cause });
    throw cause;
  }
  return handle;
}

async function fetchPhotos(job: EngineJob, workspace: Workspace, signal: AbortSignal): Promise<void> {
  // What an interrupted submission has left may be half a photo.
  await rm(workspace.photosFolder, { recursive: true, force: true });
  await mkdir(workspace.photosFolder, { recursive: true });
  const waiting = job.photos.values();
  const fetchWaiting = async () => {
    for (const photo of waiting) {
      signal.throwIfAborted();
      await photo.fetchTo(join(workspace.photosFolder, basename(photo.fileName)), signal);
    }
  };
  await Promise.all(Array.from({ length: FETCHES_AT_ONCE }, fetchWaiting));
}

async function* watchJob(
  options: ColmapEngineOptions,
  workspace: Workspace,
  watched: Set<string>,
  signal: AbortSignal,
): AsyncGenerator<EngineEvent> {
  if (watched.has(workspace.folder))
    throw new Error(`the job in ${workspace.folder} is being watched already`);
  watched.add(workspace.folder);
  const abandoned = new AbortController();
  const queue = new EventQueue();
  const emit = (event: EngineEvent) => queue.push(event);
  const work = driveJob(options, workspace, emit, AbortSignal.any([signal, abandoned.signal]));
  const ended = work.finally(() => queue.end());
  ended.catch(() => {}); // told below, once the events before it are read
  try {
    yield* queue.events();
    await ended;
  } finally {
    abandoned.abort(new Error('nobody watches the job any more'));
    await work.catch(() => {});
    watched.delete(workspace.folder);
  }
}

async function driveJob(
  { executable, threads = availableParallelism(), logger, now = Date.now }: ColmapEngineOptions,
  workspace: Workspace,
  emit: (event: EngineEvent) => void,
  signal: AbortSignal,
): Promise<void> {
  try {
    const job = await readColmapJob(workspace);
    if (!job) throw new ReconstructionFailure('The files of this reconstruction are gone: start it again.');
    const installed = await findColmap(executable);
    if (!installed) throw new ReconstructionFailure(missingColmapReason(executable));
    const needs = { executable: installed.path, workspace, job, threads, emit, signal, now };
    const facts = await walkStages(needs, STAGES);
    emit({ type: 'done', result: resultOf(job, facts), outputs: outputsOf(workspace) });
  } catch (error) {
    if (!(error instanceof ReconstructionFailure)) throw error;
    logger?.warn({ error, workspace: workspace.folder }, 'reconstruction failed');
    emit({ type: 'failed', reason: error.message });
  }
}

/** A handle comes back from the database and must not lead out of the work folder. */
function workspaceOf(
  { workFolder }: Pick<ColmapEngineOptions, 'workFolder'>,
  handle: EngineHandle,
): Workspace {
  const name = `${handle.workspace}`;
  if (!/^[\w-]+$/.test(name))
    throw new Error(`not a handle of a ${ENGINE_NAME} job: ${JSON.stringify(handle)}`);
  return workspaceIn(resolve(workFolder, name));
}
