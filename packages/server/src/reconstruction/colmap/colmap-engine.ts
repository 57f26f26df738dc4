import { rm } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import type { Logger } from '../../observability/logger.ts';
import type { Engine, EngineEvent, EngineHandle } from '../engine.ts';
import { readColmapJob } from './colmap-job.ts';
import { EventQueue } from './event-queue.ts';
import { missingColmapReason, ReconstructionFailure } from './failure.ts';
import { findColmap } from './find-colmap.ts';
import { outputsOf, resultOf } from './result.ts';
import { STAGES } from './stages/stages.ts';
import { submitJob } from './submit-job.ts';
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

/** What one engine remembers of its jobs, by their workspaces. */
interface Jobs {
  watched: Set<string>;
  /** Why a job was not even begun; told by `watch`, like every other failure. */
  refused: Map<string, ReconstructionFailure>;
}

/** Makes models with COLMAP on this machine. Everything of a job lies in one folder. */
export function createColmapEngine(options: ColmapEngineOptions): Engine {
  const jobs: Jobs = { watched: new Set(), refused: new Map() };
  return {
    name: ENGINE_NAME,
    async submit(job, signal) {
      const handle = { engine: ENGINE_NAME, workspace: job.workKey };
      const workspace = workspaceOf(options, handle);
      jobs.refused.delete(workspace.folder);
      try {
        await submitJob(workspace, job, signal);
      } catch (error) {
        if (!(error instanceof ReconstructionFailure)) throw error;
        jobs.refused.set(workspace.folder, error);
      }
      return handle;
    },
    watch: (handle, signal) => watchJob(options, workspaceOf(options, handle), jobs, signal),
    async discard(handle) {
      const { folder } = workspaceOf(options, handle);
      jobs.refused.delete(folder);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function* watchJob(
  options: ColmapEngineOptions,
  workspace: Workspace,
  jobs: Jobs,
  signal: AbortSignal,
): AsyncGenerator<EngineEvent> {
  const { folder } = workspace;
  if (jobs.watched.has(folder)) throw new Error(`the job in ${folder} is being watched already`);
  jobs.watched.add(folder);
  const abandoned = new AbortController();
  const queue = new EventQueue();
  const emit = (event: EngineEvent) => queue.push(event);
  const work = driveJob(options, workspace, {
    refusal: jobs.refused.get(folder),
    emit,
    signal: AbortSignal.any([signal, abandoned.signal]),
  });
  const ended = work.finally(() => queue.end());
  ended.catch(() => {}); // told below, once the events before it are read
  try {
    yield* queue.events();
    await ended;
  } finally {
    abandoned.abort(new Error('nobody watches the job any more'));
    await work.catch(() => {});
    jobs.watched.delete(folder);
  }
}

interface Drive {
  refusal: ReconstructionFailure | undefined;
  emit: (event: EngineEvent) => void;
  signal: AbortSignal;
}

async function driveJob(
  { executable, threads = availableParallelism(), logger, now = Date.now }: ColmapEngineOptions,
  workspace: Workspace,
  { refusal, emit, signal }: Drive,
): Promise<void> {
  try {
    if (refusal) throw refusal;
    const job = await readColmapJob(workspace);
    if (!job)
      throw new ReconstructionFailure(
        'EngineFailed',
        'The files of this reconstruction are gone: start it again.',
      );
    const installed = await findColmap(executable);
    if (!installed) throw new ReconstructionFailure('EngineMissing', missingColmapReason(executable));
    const needs = { executable: installed.path, workspace, job, threads, emit, signal, now };
    const facts = await walkStages(needs, STAGES);
    emit({ type: 'done', result: resultOf(job, facts), outputs: outputsOf(workspace) });
  } catch (error) {
    if (!(error instanceof ReconstructionFailure)) throw error;
    logger?.warn({ err: error, workspace: workspace.folder }, 'reconstruction failed');
    emit({ type: 'failed', code: error.code, reason: error.message });
  }
}

/** A handle comes back from the database and must not lead out of the work folder. */
function workspaceOf(
  { workFolder }: Pick<ColmapEngineOptions, 'workFolder'>,
  handle: EngineHandle,
): Workspace {
  const name = `${handle.workspace}`;
  if (!/^[\w-]+$/.test(name)) throw new Error(`${JSON.stringify(name)} is no job of ${ENGINE_NAME}`);
  return workspaceIn(resolve(workFolder, name));
}
