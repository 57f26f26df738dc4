import { createHash } from 'node:crypto';
import { readFile, rm, stat } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import { depthMapBytes, readDepthMap } from '@tiepoint/scene/files';
import { chooseNeighbours } from './choose-neighbours.ts';
import { findFault } from './find-fault.ts';
import { gridOf, type PixelGrid } from './pixel-grid.ts';
import type { StereoPoint, StereoScene } from './scene.ts';
import { type DepthHints, readDepthHints } from './search/depth-hints.ts';
import { HYPOTHESIS_FLOATS } from './search/first-hypotheses.ts';
import { isWhole, type StereoFiles, stereoFilesIn, writeWhole } from './stereo-files.ts';
import { StereoPool } from './stereo-pool.ts';
import { type GriddedView, PHASES, type Phase, type ViewTask } from './view-task.ts';

/** What `densifyViews` needs beside the scene. */
export interface DensifyOptions {
  /** COLMAP's dense workspace: maps go to `stereo/depth_maps` and `stereo/normal_maps` in it. */
  workspaceFolder: string;
  /** Longer side of the maps in pixels, at most that of the photo. */
  maxSize?: number;
  /** Views that each view is compared with, at most 8. */
  neighbours?: number;
  /** The same seed and input give the same maps, however many threads there are. */
  seed?: number;
  /** Threads; each takes about 150 MB at 1000 pixels, 400 MB at 2000. */
  threads?: number;
  signal?: AbortSignal;
  /** From 0 to 1. */
  onProgress?: (fraction: number) => void;
}

/** What came of a view. */
export interface DensifiedView {
  name: string;
  /** Share of its pixels that have a depth; 0 where it was left out. */
  coverage: number;
  /** Why none has, as a sentence; null where some have. */
  reason: string | null;
}

const DEFAULT_MAX_SIZE = 1000;
const DEFAULT_NEIGHBOURS = 7;
/** A depth is believed when two others show it. */
const MIN_NEIGHBOURS = 2;
/** As many as a pixel's mask has bits. */
const MAX_NEIGHBOURS = 8;
/** Raised when the search finds other depths: maps of an older one are not gone on with. */
const SEARCH_VERSION = 3;
/** Why a view has no depths where all pixels were searched: sky, fog, or water. */
const NOTHING_ALIKE = 'None of its pixels looks as in other photos.';
/** For views whose pictures are read for the sake of the others. */
const NO_HINTS: DepthHints = { farthest: 0, nearest: 0, limit: 0, seeds: new Float32Array() };
/** What the phases take of the time, as measured. */
const PHASE_SHARES: Readonly<Record<Phase, number>> = {
  prepare: 0.02,
  search: 0.67,
  check: 0.28,
  filter: 0.03,
};

/**
 * Finds the depth of each pixel of each view by comparing it with its neighbours, and writes depth and normal maps as
 * COLMAP's `stereo_fusion` reads them. Goes on where an earlier call with the same scene and options was ended, view
 * by view. A view that can't be used is left out with a reason. Throws the signal's reason within a second of an
 * abort.
 */
export async function densifyViews(scene: StereoScene, options: DensifyOptions): Promise<DensifiedView[]> {
  const files = stereoFilesIn(options.workspaceFolder);
  const signal = options.signal ?? new AbortController().signal;
  const { maxSize = DEFAULT_MAX_SIZE, seed = 1 } = options;
  const neighbours = Math.min(options.neighbours ?? DEFAULT_NEIGHBOURS, MAX_NEIGHBOURS);
  await beginOrGoOn(files, scene, { maxSize, neighbours, seed });

  const gridded = scene.views.map((view): GriddedView => ({ view, grid: gridOf(view, maxSize) }));
  const reasons = findFaults(gridded);
  await using pool = new StereoPool(
    options.workspaceFolder,
    Math.max(1, Math.min(options.threads ?? availableParallelism(), scene.views.length)),
  );
  const points = usablePoints(scene, reasons);
  const hints = readHints({ ...scene, points }, gridded);
  const wanted = chooseNeighbours({ ...scene, points }, neighbours);
  let comparisons: number[][] = [];
  let before = 0;
  for (const phase of PHASES) {
    // Masks of pixels count the neighbours: who they are is settled once all pictures are read.
    if (phase === 'search') comparisons = settleNeighbours(scene, wanted, hints, reasons);
    const tasks = planPhase(phase, { gridded, hints, comparisons, reasons, seed });
    const open = await findOpen(files, tasks);
    let done = tasks.length - open.length;
    const tell = () =>
      options.onProgress?.(before + PHASE_SHARES[phase] * (done / Math.max(1, tasks.length)));
    await pool.run(
      open,
      ({ reference }, answer) => {
        done++;
        if ('error' in answer) reasons.set(reference.view.name, answer.error);
        tell();
      },
      signal,
    );
    before += PHASE_SHARES[phase];
  }
  const described: DensifiedView[] = [];
  // One by one: a map takes some megabytes.
  for (const view of gridded) described.push(await describeView(files, view, reasons.get(view.view.name)));
  return described;
}

/** Removes what was made with another scene or other options. */
async function beginOrGoOn(files: StereoFiles, scene: StereoScene, settings: object): Promise<void> {
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
      const fault = findFault(view, grid);
      return fault === undefined ? [] : [[view.name, fault]];
    }),
  );
}

/** The points that lie somewhere, as the views see them that nothing speaks against. */
function usablePoints({ views, points }: StereoScene, reasons: ReadonlyMap<string, string>): StereoPoint[] {
  const usable = views.map(({ name }) => !reasons.has(name));
  return points
    .filter(({ position }) => position.every(Number.isFinite))
    .map((point) => ({ ...point, views: point.views.filter((view) => usable[view]) }));
}

function readHints(
  { views, points }: StereoScene,
  gridded: readonly GriddedView[],
): (DepthHints | undefined)[] {
  const seen = views.map((): StereoScene['points'][number][] => []);
  for (const point of points) for (const view of new Set(point.views)) seen[view]?.push(point);
  return gridded.map(({ view, grid }, index) => readDepthHints(view, grid, seen[index] ?? []));
}

/** The neighbours whose pictures can be read; says why a view can't be searched. */
function settleNeighbours(
  { views }: StereoScene,
  wanted: readonly number[][],
  hints: readonly (DepthHints | undefined)[],
  reasons: Map<string, string>,
): number[][] {
  const unreadable = new Set(views.flatMap(({ name }, index) => (reasons.has(name) ? [index] : [])));
  return views.map(({ name }, index) => {
    const neighbours = (wanted[index] ?? []).filter((other) => !unreadable.has(other));
    if (unreadable.has(index)) return [];
    if (!hints[index]) reasons.set(name, 'It sees too few of the sparse points.');
    else if (neighbours.length < MIN_NEIGHBOURS) {
      reasons.set(name, 'Fewer than two other photos show enough of the same from a fitting angle.');
    }
    return neighbours;
  });
}

interface Plan {
  gridded: readonly GriddedView[];
  hints: readonly (DepthHints | undefined)[];
  /** For each view those that it is compared with. */
  comparisons: readonly number[][];
  reasons: ReadonlyMap<string, string>;
  seed: number;
}

/** The tasks of a phase: those of all views that nothing speaks against. */
function planPhase(phase: Phase, { gridded, hints, comparisons, reasons, seed }: Plan): ViewTask[] {
  return gridded.flatMap((reference, index): ViewTask[] => {
    if (reasons.has(reference.view.name)) return [];
    const neighbours = (comparisons[index] ?? []).flatMap((other) => gridded[other] ?? []);
    const ownSeed = seedOf(seed, phase, reference.view.name);
    return [{ phase, reference, neighbours, hints: hints[index] ?? NO_HINTS, seed: ownSeed }];
  });
}

/** Depends on the view's name, not on its place: views that are added leave the others' depths as they were. */
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
  if (phase === 'search') return files.search(name);
  return phase === 'check' ? files.checked(name) : files.depthMap(name);
}

function bytesOfResult(phase: Phase, grid: PixelGrid): number {
  const pixels = grid.width * grid.height;
  if (phase === 'prepare') return pixels;
  if (phase === 'filter') return depthMapBytes(grid);
  // The inverse depths, then the planes.
  return pixels * Float32Array.BYTES_PER_ELEMENT * (1 + HYPOTHESIS_FLOATS);
}

async function describeView(
  files: StereoFiles,
  { view: { name } }: GriddedView,
  reason: string | undefined,
): Promise<DensifiedView> {
  if (reason !== undefined) return { name, coverage: 0, reason };
  const map = await readDepthMap(files.depthMap(name));
  if (!map) throw new Error(`the depth map of ${name} is gone`);
  const coverage = map.depths.filter((depth) => depth > 0).length / map.depths.length;
  return { name, coverage, reason: coverage > 0 ? null : NOTHING_ALIKE };
}
