import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Survey, SurveySettings } from '../capture/survey.ts';
import { planCourtyard } from '../courtyard/courtyard.ts';
import {
  COURTYARD_TRUTH_FILES,
  establishCourtyardTruth,
  writeCourtyardTruth,
} from '../courtyard/courtyard-truth.ts';
import { planWalk } from '../courtyard/walk.ts';
import { planFlight } from '../landscape/flight.ts';
import { groundHeight } from '../landscape/land/relief.ts';
import {
  allocateRasters,
  type LandscapePlan,
  type LandscapeRasters,
  planLandscape,
} from '../landscape/landscape.ts';
import {
  establishLandscapeTruth,
  LANDSCAPE_TRUTH_FILES,
  writeLandscapeTruth,
} from '../landscape/landscape-truth.ts';
import { planStages } from '../landscape/plan-stages.ts';
import { sampleRaster } from '../landscape/raster.ts';
import { beginManifest, completeManifest, readFolderState } from './scene-manifest.ts';
import type { SceneName, SceneSettings } from './scene-settings.ts';
import type { SceneStart, Task } from './scene-work.ts';
import { WorkerPool } from './worker-pool.ts';

/** A generated scene on disk. */
export interface Scene {
  photosFolder: string;
  photoPaths: string[];
  /** `truth.json`; `readLandscapeTruth` takes its folder. */
  truthPath: string;
}

/** How far the generation is. */
export interface SceneProgress {
  stage: 'landscape' | 'photos';
  done: number;
  total: number;
}

/** What to generate, and where. */
export interface SceneOptions extends Partial<SceneSettings> {
  /** Works as a cache: a complete scene in it is used again, an interrupted one is completed. */
  folder: string;
  onProgress?: (progress: SceneProgress) => void;
  signal?: AbortSignal;
}

/** A scene that is being generated. */
interface Making extends Required<Pick<SceneOptions, 'folder' | 'onProgress' | 'signal'>> {
  settings: SceneSettings;
  survey: Survey;
  scene: Scene;
}

/** How the photos of each scene are taken. */
const SCENES: Record<
  SceneName,
  { photos: number; plan(settings: SurveySettings): Survey; truthFiles: readonly string[] }
> = {
  landscape: { photos: 24, plan: planFlight, truthFiles: LANDSCAPE_TRUTH_FILES },
  courtyard: { photos: 28, plan: planWalk, truthFiles: COURTYARD_TRUTH_FILES },
};
const DEFAULTS = { scene: 'landscape', seed: 7, width: 1800, height: 1200 } as const;
const MAX_PHOTOS = 500;
/** Each thread takes memory for its own tables, and with more of them the disk is the limit. */
const MAX_THREADS = 8;

/**
 * Generates the photos of a scene with its ground truth: a drone flight over a procedural landscape, or a walk
 * around a courtyard. The same settings give the same pixels. Throws a RangeError for settings out of range, and the
 * signal's reason when aborted; a later call resumes.
 */
export async function generateScene(options: SceneOptions): Promise<Scene> {
  const { folder, onProgress = () => {}, signal = new AbortController().signal } = options;
  const settings = checkSettings(options);
  const { plan, truthFiles } = SCENES[settings.scene];
  const survey = plan(settings);
  const photosFolder = join(folder, 'photos');
  const scene: Scene = {
    photosFolder,
    photoPaths: survey.shots.map(({ name }) => join(photosFolder, name)),
    truthPath: join(folder, 'truth.json'),
  };
  const state = await readFolderState(folder, settings);
  if (state === 'complete') return scene;
  signal.throwIfAborted();
  await mkdir(photosFolder, { recursive: true });
  if (state === 'other') {
    await removePhotos(photosFolder);
    await beginManifest(folder, settings);
  }

  const make = settings.scene === 'courtyard' ? makeCourtyard : makeLandscape;
  await make({ settings, survey, folder, scene, onProgress, signal });
  const photoNames = survey.shots.map(({ name }) => join('photos', name));
  await completeManifest(folder, settings, [...truthFiles, ...photoNames]);
  return scene;
}

function checkSettings(options: SceneOptions): SceneSettings {
  const scene = options.scene ?? DEFAULTS.scene;
  const seed = options.seed ?? DEFAULTS.seed;
  const photos = options.photos ?? SCENES[scene].photos;
  const width = options.width ?? DEFAULTS.width;
  const height = options.height ?? DEFAULTS.height;
  if (!Number.isInteger(photos) || photos < 1 || photos > MAX_PHOTOS) {
    throw new RangeError(`photos must be a whole number from 1 to ${MAX_PHOTOS}, not ${photos}`);
  }
  for (const [name, value] of Object.entries({ seed, width, height })) {
    if (!Number.isInteger(value) || value < 0)
      throw new RangeError(`${name} must be a whole number, not ${value}`);
  }
  if (width < 64 || height < 64) throw new RangeError(`photos of ${width} x ${height} pixels are too small`);
  return { scene, seed, photos, width, height };
}

/** Removes the photos of another scene; other files in the folder stay. */
async function removePhotos(photosFolder: string): Promise<void> {
  for (const name of await readdir(photosFolder)) {
    if (/^(flight|walk)-\d+\.jpg(\.partial)?$/.test(name)) await rm(join(photosFolder, name));
  }
}

async function makeLandscape(making: Making): Promise<void> {
  const { settings, survey, folder, onProgress, signal } = making;
  const plan = planLandscape(settings.seed, survey);
  const rasters = allocateRasters(plan);
  await withPool({ scene: 'landscape', settings, rasters }, async (pool) => {
    const stages = planStages(plan);
    const total = stages.flat().length;
    let done = 0;
    for (const tasks of stages) {
      await pool.run(tasks, signal, () => onProgress({ stage: 'landscape', done: ++done, total }));
    }
    await writeLandscapeTruth(folder, establishLandscapeTruth(survey, heightsOf(plan, rasters), plan.bounds));
    await takePhotos(pool, making);
  });
}

async function makeCourtyard(making: Making): Promise<void> {
  const { settings, survey, folder } = making;
  await writeCourtyardTruth(
    folder,
    establishCourtyardTruth(survey, planCourtyard(settings.seed), settings.seed),
  );
  await withPool({ scene: 'courtyard', settings }, (pool) => takePhotos(pool, making));
}

async function withPool(start: SceneStart, work: (pool: WorkerPool) => Promise<void>): Promise<void> {
  const pool = new WorkerPool(Math.min(MAX_THREADS, availableParallelism()), start);
  try {
    await work(pool);
  } finally {
    await pool.close();
  }
}

async function takePhotos(pool: WorkerPool, { scene, signal, onProgress }: Making): Promise<void> {
  const total = scene.photoPaths.length;
  const tasks: Task[] = [];
  for (const [index, path] of scene.photoPaths.entries()) {
    // A photo appears under its name only when whole, so one that is there need not be taken again.
    const there = await stat(path).catch(() => undefined);
    if (!there) tasks.push({ kind: 'photo', index, folder: scene.photosFolder });
  }
  let done = total - tasks.length;
  onProgress({ stage: 'photos', done, total });
  await pool.run(tasks, signal, () => onProgress({ stage: 'photos', done: ++done, total }));
}

function heightsOf(plan: LandscapePlan, rasters: LandscapeRasters) {
  return {
    surface: (x: number, y: number) => sampleRaster({ grid: plan.reliefGrid, values: rasters.surface }, x, y),
    ground: (x: number, y: number) => groundHeight(plan.seed, x, y),
  };
}
