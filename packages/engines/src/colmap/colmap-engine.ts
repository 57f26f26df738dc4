import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';

import {
  type Engine,
  type EngineDescription,
  type EngineEvent,
  type EngineHandle,
  WorkLost,
} from '../engine.ts';
import { EventQueue } from '../event-queue.ts';
import { ReconstructionFailure } from '../failure.ts';
import type { Logger } from '../logger.ts';
import { type ColmapJob, readColmapJob } from './colmap-job.ts';
import { describeColmap } from './describe-colmap.ts';
import { originOf, readOrigin } from './features-origin.ts';
import { createColmapFinder, type FoundColmap, type InstalledColmap } from './find-colmap.ts';
import { findLeftWorkspaces } from './find-left-workspaces.ts';
import { removeAtOnce, removeLeavings } from './folders.ts';
import { judgeColmapOptions } from './judge-colmap-options.ts';
import { KeptFeatures } from './kept-features.ts';
import { leftOutOf, outputsOf, resultOf } from './result.ts';
import type { Stage } from './stage.ts';
import { stagesFor } from './stages/stages.ts';
import { submitJob } from './submit-job.ts';
import { takeUpFeatures } from './take-up-features.ts';
import { walkStages } from './walk-stages.ts';
import type { Patience } from './watch-process.ts';
import { type Workspace, workspaceIn } from './workspace.ts';

/** What a COLMAP engine needs. */
export interface ColmapEngineOptions {
  /** Each job gets a folder in here, named after its task. */
  workFolder: string;
  /** A path, or a name in the search path. Default `colmap`. */
  executable?: string;
  /** Threads that COLMAP may use. Default: one for each processor. */
  threads?: number;
  /** Whether an NVIDIA GPU is there; without it, the devices of this machine tell. */
  hasGpu?: boolean;
  /** Models with more triangles become tilesets too. Default: more than phones hold. */
  tilesetFaces?: number;
  /** When a program that no longer works is given up; by default after many minutes. */
  patience?: Patience;
  logger?: Logger;
  /** The clock, in milliseconds. */
  now?: () => number;
  /** Features and matches that are kept for later jobs take at most this. Default 50 GB. */
  maxKeptBytes?: number;
}

/** An engine whose way begins with COLMAP's: cameras, sparse cloud and undistorted photos. */
export interface ColmapVariant {
  name: string;
  describe(colmap: FoundColmap): Promise<Omit<EngineDescription, 'name'>>;
  /** The whole way of a job. Throws a ReconstructionFailure where something that it needs is not there. */
  stagesFor(job: ColmapJob, installed: InstalledColmap): Promise<readonly Stage[]>;
}

const PLAIN: ColmapVariant = {
  name: 'colmap',
  describe: async (found) => describeColmap(found),
  stagesFor: async (job) => stagesFor(job),
};
const DAY_MILLISECONDS = 24 * 3600 * 1000;
/** Who has not come back to work that failed or was stopped after two weeks will hardly do so. */
const MAX_IDLE_WORK_MILLISECONDS = 14 * DAY_MILLISECONDS;
const MAX_IDLE_FEATURES_MILLISECONDS = 30 * DAY_MILLISECONDS;
const DEFAULT_MAX_KEPT_BYTES = 50e9;
/** With a dot, as no job is called. */
const KEPT_FOLDER = '.kept';

/** What one engine remembers of its jobs, by their workspaces. */
interface Jobs {
  variant: ColmapVariant;
  find: () => Promise<FoundColmap>;
  kept: KeptFeatures;
  watched: Set<string>;
  /** Why a job was not even begun; told by `watch`, like every other failure. */
  refused: Map<string, ReconstructionFailure>;
}

/**
 * Makes models with COLMAP on this machine. Everything of a job lies in one folder; when it is discarded, its features
 * and matches move beside it, for later jobs of the series.
 */
export function createColmapEngine(options: ColmapEngineOptions, variant = PLAIN): Engine {
  const find = createColmapFinder(options);
  const jobs: Jobs = {
    variant,
    find,
    kept: openKeptFeatures(options),
    watched: new Set(),
    refused: new Map(),
  };
  let installed: InstalledColmap | undefined;
  return {
    name: variant.name,
    place: 'local',
    async describe() {
      const found = await find();
      installed = found.installed;
      return { name: variant.name, ...(await variant.describe(found)) };
    },
    judgeOptions: (asked) => judgeColmapOptions(asked, installed),
    async submit(job, signal) {
      const handle = { engine: variant.name, workspace: job.workKey };
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
    discard: (handle) => discardJob(workspaceOf(options, handle), jobs),
    forget: (seriesKey) => jobs.kept.forget(seriesKey),
    sweep: () => sweep(options, jobs),
  };
}

function openKeptFeatures(options: ColmapEngineOptions): KeptFeatures {
  return new KeptFeatures(join(options.workFolder, KEPT_FOLDER), {
    maxBytes: options.maxKeptBytes ?? DEFAULT_MAX_KEPT_BYTES,
    maxIdleMilliseconds: MAX_IDLE_FEATURES_MILLISECONDS,
    now: options.now ?? Date.now,
  });
}

async function discardJob(workspace: Workspace, jobs: Jobs): Promise<void> {
  jobs.refused.delete(workspace.folder);
  const origin = await readOrigin(workspace);
  if (origin && existsSync(workspace.database)) await jobs.kept.keep(origin, workspace.featuresFolder);
  await removeAtOnce(workspace.folder);
}

async function sweep(options: ColmapEngineOptions, jobs: Jobs): Promise<void> {
  const { workFolder, now = Date.now } = options;
  await removeLeavings(workFolder);
  for (const workspace of await findLeftWorkspaces(workFolder, now() - MAX_IDLE_WORK_MILLISECONDS)) {
    if (!jobs.watched.has(workspace.folder)) await discardJob(workspace, jobs);
  }
  await jobs.kept.removeSurplus();
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
    ...jobs,
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

interface Drive extends Pick<Jobs, 'variant' | 'find' | 'kept'> {
  refusal: ReconstructionFailure | undefined;
  emit: (event: EngineEvent) => void;
  signal: AbortSignal;
}

async function driveJob(
  { threads = availableParallelism(), tilesetFaces, patience, logger, now = Date.now }: ColmapEngineOptions,
  workspace: Workspace,
  { variant, find, refusal, kept, emit, signal }: Drive,
): Promise<void> {
  try {
    if (refusal) throw refusal;
    const job = await readColmapJob(workspace);
    if (!job) throw new WorkLost(`${workspace.folder} holds no job`);
    const { installed, problem } = await unlessAborted(find(), signal);
    if (!installed) throw new ReconstructionFailure('EngineMissing', problem);
    const onDamaged = (err: unknown) =>
      logger?.warn({ err, workspace: workspace.folder }, 'features are lost');
    const context = { workspace, job, threads, installed };
    const origin = originOf({ ...context, useGpu: installed.gpu }, installed.version);
    const prepareFeatures = () => takeUpFeatures({ workspace, kept, signal, onDamaged }, origin);
    const needs = { ...context, tilesetFaces, patience, prepareFeatures, emit, signal, now };
    const stages = await unlessAborted(variant.stagesFor(job, installed), signal);
    const facts = await walkStages(needs, stages);
    emit({
      type: 'done',
      result: resultOf(job, facts),
      outputs: outputsOf(workspace, facts),
      leftOut: leftOutOf(job, facts),
    });
  } catch (error) {
    if (!(error instanceof ReconstructionFailure)) throw error;
    logger?.warn({ err: error, workspace: workspace.folder }, 'reconstruction failed');
    emit({ type: 'failed', code: error.code, reason: error.message });
  }
}

/** A program that hangs is asked for long what it is: who stops the job does not wait for that. */
async function unlessAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  const { promise: aborted, reject } = Promise.withResolvers<never>();
  const onAbort = () => reject(signal.reason);
  if (signal.aborted) onAbort();
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}

/** A handle comes back from the database and must not lead out of the work folder. */
function workspaceOf(
  { workFolder }: Pick<ColmapEngineOptions, 'workFolder'>,
  handle: EngineHandle,
): Workspace {
  const name = `${handle.workspace}`;
  if (!/^[\w-]+$/.test(name)) throw new Error(`${JSON.stringify(name)} names no job`);
  return workspaceIn(resolve(workFolder, name));
}
