import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { planFlight } from './flight.ts';
import { sampleGrid } from './landscape/grid.ts';
import {
  allocateRasters,
  type LandscapePlan,
  type LandscapeRasters,
  planLandscape,
} from './landscape/landscape.ts';
import { groundHeight } from './landscape/relief.ts';
import { beginManifest, completeManifest, readFolderState } from './manifest.ts';
import type { SceneSettings, Task } from './scene-work.ts';
import { establishTruth, TRUTH_FILES, writeTruth } from './truth.ts';
import { WorkerPool } from './worker-pool.ts';

/** A generated scene on disk. */
export interface Scene {
  photosFolder: string;
  photoPaths: string[];
  /** `truth.json`; `readTruth` takes its folder. */
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
  /** Kept as a cache: a complete scene in it is used again, an interrupted one is completed. */
  folder: string;
  onProgress?: (progress: SceneProgress) => void;
  signal?: AbortSignal;
}

const DEFAULTS: SceneSettings = { seed: 7, photos: 24, width: 1800, height: 1200 };
const MAX_PHOTOS = 500;
/** A thread costs memory for its own tables, and beyond this the disk is the limit. */
const MAX_THREADS = 8;
/** Pieces that a raster stage is cut into, so that threads finish together and progress is seen. */
const PIECES = 16;

/**
 * Generates the photos of a drone flight over a procedural landscape, with the truth about it.
 * The same settings give the same pixels. Rejects with the signal's reason when aborted; a later call goes on.
 */
export async function generateScene(options: SceneOptions): Promise<Scene> {
  const { folder, onProgress = () => {}, signal = new AbortController().signal } = options;
  const settings = checkSettings(options);
  const flight = planFlight(settings);
  const photosFolder = join(folder, 'photos');
  const scene: Scene = {
    photosFolder,
    photoPaths: flight.shots.map(({ name }) => join(photosFolder, name)),
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

  const plan = planLandscape(settings.seed, flight);
  const rasters = allocateRasters(plan);
  const threads = Math.min(MAX_THREADS, availableParallelism());
  const pool = new WorkerPool(threads, { settings, rasters });
  try {
    await buildLandscape(pool, plan, signal, onProgress);
    await writeTruth(folder, establishTruth(flight, heightsOf(plan, rasters), plan.bounds));
    await takePhotos(pool, scene, signal, onProgress);
  } finally {
    await pool.close();
  }
  const photoNames = flight.shots.map(({ name }) => join('photos', name));
  await completeManifest(folder, settings, [...TRUTH_FILES, ...photoNames]);
  return scene;
}

function checkSettings(options: SceneOptions): SceneSettings {
  const seed = options.seed ?? DEFAULTS.seed;
  const photos = options.photos ?? DEFAULTS.photos;
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
  return { seed, photos, width, height };
}

/** Removes the photos of another scene; whatever else lies in the folder is left alone. */
async function removePhotos(photosFolder: string): Promise<void> {
  for (const name of await readdir(photosFolder)) {
    if (/^flight-\d+\.jpg(\.partial)?$/.test(name)) await rm(join(photosFolder, name));
  }
}

async function buildLandscape(
  pool: WorkerPool,
  plan: LandscapePlan,
  signal: AbortSignal,
  onProgress: (progress: SceneProgress) => void,
): Promise<void> {
  const stages: Task[][] = [
    cut('relief', plan.reliefGrid.rows),
    [{ kind: 'surface' }],
    [{ kind: 'ambient' }],
    [...cut('ground', plan.groundGrid.rows), ...cut('faces', plan.shapes.textures.length)],
  ];
  const total = stages.flat().length;
  let done = 0;
  for (const tasks of stages) {
    await pool.run(tasks, signal, () => onProgress({ stage: 'landscape', done: ++done, total }));
  }
}

async function takePhotos(
  pool: WorkerPool,
  scene: Scene,
  signal: AbortSignal,
  onProgress: (progress: SceneProgress) => void,
): Promise<void> {
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

function cut(kind: 'relief' | 'ground' | 'faces', count: number): Task[] {
  return Array.from({ length: PIECES }, (_, piece) => ({
    kind,
    from: Math.floor((piece * count) / PIECES),
    to: Math.floor(((piece + 1) * count) / PIECES),
  }));
}

function heightsOf(plan: LandscapePlan, rasters: LandscapeRasters) {
  return {
    surface: (x: number, y: number) => sampleGrid(plan.reliefGrid, rasters.surface, x, y),
    ground: (x: number, y: number) => groundHeight(plan.seed, x, y),
  };
}
