import { createHash } from 'node:crypto';
import { readFile, rm, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { depthMapBytes, readDepthMap } from '@tiepoint/scene/files';
import { findViewFault } from './find-view-fault.ts';
import { gridOf, type PixelGrid } from './pixel-grid.ts';
import type { StereoPoint, StereoScene } from './scene.ts';
import { type DepthPrior, readDepthPrior } from './search/depth-prior.ts';
import { HYPOTHESIS_FLOATS } from './search/initial-hypotheses.ts';
import { selectNeighbours } from './select-neighbours.ts';
import { isWhole, type StereoFiles, stereoFilesIn, writeWhole } from './stereo-files.ts';
import { StereoPool } from './stereo-pool.ts';
import { type GriddedView, PHASES, type Phase, type ViewTask } from './view-task.ts';

/** Options of `densifyViews`. */
export interface DensifyOptions {
  /** COLMAP's dense workspace: maps go to `stereo/depth_maps` and `stereo/normal_maps` in it. */
  workspaceFolder: string;
  /** Longer side of the maps in pixels, at most that of the photo. Default: 1000. */
  maxSize?: number;
  /** Neighbours that each view is matched with, at most 8. Default: 7. */
  neighbours?: number;
  /** The same seed and input give the same maps with any number of threads. Default: 1. */
  seed?: number;
  /** Threads; each takes about 150 MB at 1000 pixels, 400 MB at 2000. Default: one per core. */
  threads?: number;
  signal?: AbortSignal;
  /** From 0 to 1. */
  onProgress?: (fraction: number) => void;
}

/** The result for one view. */
export interface DensifiedView {
  name: string;
  /** Share of its pixels with a depth; 0 where it was left out. */
  coverage: number;
  /** Why it has no depths, as a sentence; null where it has some. */
  reason: string | null;
}

const DEFAULT_MAX_SIZE = 1000;
const DEFAULT_NEIGHBOURS = 7;
/** A view needs at least this many neighbours. */
const MIN_NEIGHBOURS = 2;
/** The bits of a pixel's view mask. */
const MAX_NEIGHBOURS = 8;
/** To be raised when the results change: interrupted work of another version is discarded. */
const SEARCH_VERSION = 3;
/** Why a view has no depths although all its pixels were matched: sky, fog, or water. */
const NOTHING_MATCHED = 'None of its pixels could be matched with other photos.';
/** For views that are only read as neighbours of others. */
const NO_PRIOR: DepthPrior = { farthest: 0, nearest: 0, limit: 0, seeds: new Float32Array() };
/** The phases' shares of the time, as measured. */
const PHASE_SHARES: Readonly<Record<Phase, number>> = {
  prepare: 0.02,
  search: 0.67,
  check: 0.28,
  filter: 0.03,
};

/**
 * Dense matching: estimates the depth of each pixel of each view from its neighbours, and writes depth and normal maps in
 * the format of COLMAP's `stereo_fusion`. Resumes an interrupted call with the same scene and options, view by view. A view
 * that can't be used is left out with a reason. Throws the signal's reason within a second of an abort, and an Error where
 * a thread ends.
 */
export async function densifyViews(scene: StereoScene, options: DensifyOptions): Promise<DensifiedView[]> {
  const files = stereoFilesIn(options.workspaceFolder);
  const signal = options.signal ?? new AbortController().signal;
  const { maxSize = DEFAULT_MAX_SIZE, seed = 1 } = options;
  const count = Math.min(options.neighbours ?? DEFAULT_NEIGHBOURS, MAX_NEIGHBOURS);
  await beginOrResume(files, scene, { maxSize, neighbours: count, seed });

  const gridded = scene.views.map((view): GriddedView => ({ view, grid: gridOf(view, maxSize) }));
  const reasons = findFaults(gridded);
  await using pool = new StereoPool(
    options.workspaceFolder,
    Math.max(1, Math.min(options.threads ?? availableParallelism(), scene.views.length)),
  );
  const points = usablePoints(scene, reasons);
  const priors = readPriors({ ...scene, points }, gridded);
  const wanted = selectNeighbours({ ...scene, points }, count);
  let neighbours: number[][] = [];
  let before = 0;
  for (const phase of PHASES) {
    // View masks refer to neighbours by index: these are final once all images are read.
    if (phase === 'search') neighbours = keepReadable(scene, { wanted, priors }, reasons);
    const tasks = planPhase(phase, { gridded, priors, neighbours, reasons, seed });
    const open = await findOpen(files, tasks);
    let done = tasks.length - open.length;
    const report = () =>
      options.onProgress?.(before + PHASE_SHARES[phase] * (done / Math.max(1, tasks.length)));
    await pool.run(
      open,
      ({ reference }, answer) => {
        done++;
        if ('error' in answer) reasons.set(reference.view.name, answer.error);
        report();
      },
      signal,
    );
    before += PHASE_SHARES[phase];
  }
  const described: DensifiedView[] = [];
  // One after the other: a map takes some megabytes.
  for (const view of gridded) described.push(await describeView(files, view, reasons.get(view.view.name)));
  return described;
}

/** Discards work of another scene or with other options. */
async function beginOrResume(files: StereoFiles, scene: StereoScene, settings: object): Promise<void> {
  const photos = await Promise.all(
    scene.views.map(({ photoPath }) =>
      stat(photoPath).then(
        ({ size, mtimeMs }) => [size, mtimeMs],
        () => null,
      ),
    ),
  );
  const points = createHash('sha256');
  for (const { position, views } of scene.points) points.update(`${position} ${views}\n`);
  const parameters = JSON.stringify({
    version: SEARCH_VERSION,
    ...settings,
    views: scene.views,
    photos,
    points: points.digest('hex'),
  });
  const known = await readFile(files.parameters, 'utf8').catch(() => undefined);
  if (known === parameters) return;
  await rm(files.workFolder, { recursive: true, force: true });
  for (const { name } of scene.views) {
    await rm(files.depthMap(name), { force: true });
    await rm(files.normalMap(name), { force: true });
  }
  await writeWhole(files.parameters, [Buffer.from(parameters)]);
}

function findFaults(gridded: readonly GriddedView[]): Map<string, string> {
  return new Map(
    gridded.flatMap(({ view, grid }): [string, string][] => {
      const fault = findViewFault(view, grid);
      return fault === undefined ? [] : [[view.name, fault]];
    }),
  );
}

/** The points with finite positions, each with its usable views. */
function usablePoints({ views, points }: StereoScene, reasons: ReadonlyMap<string, string>): StereoPoint[] {
  const usable = views.map(({ name }) => !reasons.has(name));
  return points
    .filter(({ position }) => position.every(Number.isFinite))
    .map((point) => ({ ...point, views: point.views.filter((view) => usable[view]) }));
}

function readPriors(
  { views, points }: StereoScene,
  gridded: readonly GriddedView[],
): (DepthPrior | undefined)[] {
  const seen = views.map((): StereoScene['points'][number][] => []);
  for (const point of points) for (const view of new Set(point.views)) seen[view]?.push(point);
  return gridded.map(({ view, grid }, index) => readDepthPrior(view, grid, seen[index] ?? []));
}

/** The neighbours whose images could be read; adds reasons for views that can't be matched. */
function keepReadable(
  { views }: StereoScene,
  { wanted, priors }: { wanted: readonly number[][]; priors: readonly (DepthPrior | undefined)[] },
  reasons: Map<string, string>,
): number[][] {
  const unreadable = new Set(views.flatMap(({ name }, index) => (reasons.has(name) ? [index] : [])));
  return views.map(({ name }, index) => {
    const neighbours = (wanted[index] ?? []).filter((other) => !unreadable.has(other));
    if (unreadable.has(index)) return [];
    if (!priors[index]) reasons.set(name, 'It shows too few of the tie points.');
    else if (neighbours.length < MIN_NEIGHBOURS) {
      reasons.set(name, 'Fewer than two other photos overlap it enough at a suitable angle.');
    }
    return neighbours;
  });
}

interface Plan {
  gridded: readonly GriddedView[];
  priors: readonly (DepthPrior | undefined)[];
  /** For each view the indices of those that it is matched with. */
  neighbours: readonly number[][];
  reasons: ReadonlyMap<string, string>;
  seed: number;
}

/** The tasks of a phase, for all usable views. */
function planPhase(phase: Phase, { gridded, priors, neighbours, reasons, seed }: Plan): ViewTask[] {
  return gridded.flatMap((reference, index): ViewTask[] => {
    if (reasons.has(reference.view.name)) return [];
    const others = (neighbours[index] ?? []).flatMap((other) => gridded[other] ?? []);
    const ownSeed = seedOf(seed, phase, reference.view.name);
    return [{ phase, reference, neighbours: others, prior: priors[index] ?? NO_PRIOR, seed: ownSeed }];
  });
}

/** Depends on the view's name, not on its index: views that are added do not change the depths of others. */
function seedOf(seed: number, phase: Phase, name: string): number {
  return createHash('sha256').update(`${seed} ${phase} ${name}`).digest().readUInt32LE(0);
}

async function findOpen(files: StereoFiles, tasks: readonly ViewTask[]): Promise<ViewTask[]> {
  const there = await Promise.all(
    tasks.map(({ phase, reference }) =>
      isWhole(resultOf(files, phase, reference), bytesOfResult(phase, reference.grid)),
    ),
  );
  return tasks.filter((_, index) => !there[index]);
}

function resultOf(files: StereoFiles, phase: Phase, { view: { name } }: GriddedView): string {
  if (phase === 'prepare') return files.grey(name);
  if (phase === 'search') return files.photometric(name);
  return phase === 'check' ? files.geometric(name) : files.depthMap(name);
}

function bytesOfResult(phase: Phase, grid: PixelGrid): number {
  const pixels = grid.width * grid.height;
  if (phase === 'prepare') return pixels;
  if (phase === 'filter') return depthMapBytes(grid);
  // The inverse depths, then the hypotheses.
  return pixels * Float32Array.BYTES_PER_ELEMENT * (1 + HYPOTHESIS_FLOATS);
}

async function describeView(
  files: StereoFiles,
  { view: { name } }: GriddedView,
  reason: string | undefined,
): Promise<DensifiedView> {
  if (reason !== undefined) return { name, coverage: 0, reason };
  const map = await readDepthMap(files.depthMap(name));
  if (!map) throw new Error(`the depth map of ${name} is missing`);
  const coverage = map.depths.filter((depth) => depth > 0).length / map.depths.length;
  return { name, coverage, reason: coverage > 0 ? null : NOTHING_MATCHED };
}
