import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join, resolve } from 'node:path';
import { type CoordinateSystems, openCoordinateSystems } from '../coordinates/coordinate-systems.ts';
import type { Patience } from '../local/programs/watch-process.ts';
import { leftOutOf, outputsOf, resultOf } from '../local/stages/result.ts';
import { findLeftWorkspaces } from '../local/workspaces/find-left-workspaces.ts';
import { removeAtOnce, removeLeavings } from '../local/workspaces/folders.ts';
import { type LocalJob, readLocalJob } from '../local/workspaces/local-job.ts';
import { submitJob } from '../local/workspaces/submit-job.ts';
import {
  type Engine,
  type EngineDescription,
  type EngineEvent,
  type EngineHandle,
  WorkLost,
} from '../port/engine.ts';
import { ReconstructionFailure } from '../port/failure.ts';
import { JobWatches } from '../port/job-watches.ts';
import type { Logger } from '../port/logger.ts';
import type { ColmapStage } from './commands/colmap-stage.ts';
import { type ColmapWorkspace, colmapWorkspaceIn } from './commands/colmap-workspace.ts';
import { originOf, readOrigin } from './features/features-origin.ts';
import { KeptFeatures } from './features/kept-features.ts';
import { reuseFeatures } from './features/reuse-features.ts';
import { describeColmap } from './installation/describe-colmap.ts';
import { createColmapFinder, type FoundColmap, type InstalledColmap } from './installation/find-colmap.ts';
import { judgeColmapOptions } from './installation/judge-colmap-options.ts';
import { stagesFor } from './stages/stages.ts';
import { walkColmapStages } from './stages/walk-colmap-stages.ts';

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
  /** Default: those of PROJ in the search path. */
  coordinateSystems?: CoordinateSystems;
  logger?: Logger;
  /** The clock, in milliseconds. */
  now?: () => number;
  /** Features and matches that are kept for later jobs take at most this. Default 50 GB. */
  maxKeptBytes?: number;
}

/** An engine that begins with stages of COLMAP: sparse model and undistorted photos. */
export interface ColmapVariant {
  name: string;
  describe(colmap: FoundColmap): Promise<Omit<EngineDescription, 'name'>>;
  /** The whole way of a job. Throws a ReconstructionFailure where something that it needs is not there. */
  stagesFor(job: LocalJob, installed: InstalledColmap): Promise<readonly ColmapStage[]>;
}

const PLAIN: ColmapVariant = {
  name: 'colmap',
  describe: async (found) => describeColmap(found),
  stagesFor: async (job) => stagesFor(job),
};
const DAY_MS = 24 * 3600 * 1000;
/** Who has not come back to work that failed or was stopped after two weeks will hardly do so. */
const MAX_IDLE_WORK_MS = 14 * DAY_MS;
const MAX_IDLE_FEATURES_MS = 30 * DAY_MS;
const DEFAULT_MAX_KEPT_BYTES = 50e9;
/** With a dot, as no job is called. */
const KEPT_FOLDER = '.kept';

/** The parts of one engine. */
interface Parts {
  variant: ColmapVariant;
  find: () => Promise<FoundColmap>;
  kept: KeptFeatures;
  jobs: JobWatches;
  coordinateSystems: CoordinateSystems;
}

/**
 * Makes models with COLMAP on this machine. Everything of a job lies in one folder; when it is discarded, its features
 * and matches move beside it, for later jobs of the series.
 */
export function createColmapEngine(options: ColmapEngineOptions, variant = PLAIN): Engine {
  const find = createColmapFinder(options);
  const jobs = new JobWatches();
  const { coordinateSystems = openCoordinateSystems() } = options;
  const parts: Parts = { variant, find, kept: openKeptFeatures(options), jobs, coordinateSystems };
  let installed: InstalledColmap | undefined;
  return {
    name: variant.name,
    place: 'local',
    async describe() {
      const [found, coordinates] = await Promise.all([find(), coordinateSystems.describe()]);
      installed = found.installed;
      const description = await variant.describe(found);
      const { abilities, problem } = description;
      const all = problem === null ? [...abilities, coordinates] : abilities;
      return { name: variant.name, ...description, abilities: all };
    },
    async judgeOptions(asked) {
      const problem = judgeColmapOptions(asked, installed);
      if (problem) return problem;
      const message = await coordinateSystems.judge(asked.coordinateSystem);
      return message === undefined ? undefined : { option: 'coordinateSystem', message };
    },
    async submit(job, signal) {
      const handle = { engine: variant.name, workspace: job.workKey };
      const workspace = workspaceOf(options, handle);
      await jobs.submit(workspace.folder, () => submitJob(workspace, job, signal));
      return handle;
    },
    watch(handle, signal) {
      const workspace = workspaceOf(options, handle);
      return jobs.watch(workspace.folder, signal, (emit, either) =>
        driveJob(options, parts, { workspace, emit, signal: either }),
      );
    },
    discard: (handle) => discardJob(workspaceOf(options, handle), parts),
    forget: (seriesKey) => parts.kept.forget(seriesKey),
    sweep: () => sweep(options, parts),
  };
}

function openKeptFeatures(options: ColmapEngineOptions): KeptFeatures {
  return new KeptFeatures(join(options.workFolder, KEPT_FOLDER), {
    maxBytes: options.maxKeptBytes ?? DEFAULT_MAX_KEPT_BYTES,
    maxIdleMs: MAX_IDLE_FEATURES_MS,
    now: options.now ?? Date.now,
  });
}

async function discardJob(workspace: ColmapWorkspace, { jobs, kept }: Parts): Promise<void> {
  jobs.forget(workspace.folder);
  const origin = await readOrigin(workspace);
  if (origin && existsSync(workspace.database)) await kept.keep(origin, workspace.featuresFolder);
  await removeAtOnce(workspace.folder);
}

async function sweep(options: ColmapEngineOptions, parts: Parts): Promise<void> {
  const { workFolder, now = Date.now } = options;
  await removeLeavings(workFolder);
  for (const folder of await findLeftWorkspaces(workFolder, now() - MAX_IDLE_WORK_MS)) {
    if (!parts.jobs.isWatched(folder)) await discardJob(colmapWorkspaceIn(folder), parts);
  }
  await parts.kept.removeSurplus();
}

async function driveJob(
  { threads = availableParallelism(), tilesetFaces, patience, logger, now = Date.now }: ColmapEngineOptions,
  { variant, find, kept, coordinateSystems }: Parts,
  {
    workspace,
    emit,
    signal,
  }: { workspace: ColmapWorkspace; emit: (event: EngineEvent) => void; signal: AbortSignal },
): Promise<void> {
  try {
    const job = await readLocalJob(workspace);
    if (!job) throw new WorkLost(`${workspace.folder} holds no job`);
    const { installed, problem } = await unlessAborted(find(), signal);
    if (!installed) throw new ReconstructionFailure('EngineMissing', problem);
    const onDamaged = (err: unknown) =>
      logger?.warn({ err, workspace: workspace.folder }, 'features are lost');
    const context = { workspace, job, threads, installed };
    const origin = originOf({ ...context, useGpu: installed.gpu }, installed.version);
    const prepareFeatures = () => reuseFeatures({ workspace, kept, signal, onDamaged }, origin);
    const choice = { tilesetFaces, patience, coordinateSystems };
    const needs = { ...context, ...choice, prepareFeatures, emit, signal, now };
    const stages = await unlessAborted(variant.stagesFor(job, installed), signal);
    const facts = await walkColmapStages(needs, stages);
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
): ColmapWorkspace {
  const name = `${handle.workspace}`;
  if (!/^[\w-]+$/.test(name)) throw new Error(`${JSON.stringify(name)} names no job`);
  return colmapWorkspaceIn(resolve(workFolder, name));
}
