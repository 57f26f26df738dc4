import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeDepthMap, writeNormalMap } from '@tiepoint/scene/files';
import { readGreyImage } from './grey-image.ts';
import type { Kernel } from './kernel.ts';
import type { PixelGrid } from './pixel-grid.ts';
import type { StereoView } from './scene.ts';
import type { DepthPrior } from './search/depth-prior.ts';
import { estimateDepths, type ImagedView } from './search/estimate-depths.ts';
import { filterDepths } from './search/filter-depths.ts';
import { type EstimatedView, refineDepths } from './search/refine-depths.ts';
import {
  bytesOf,
  readHypotheses,
  readInto,
  type StereoFiles,
  writeHypotheses,
  writeWhole,
} from './stereo-files.ts';

/** The phases of each view: reading, the photometric and the geometric pass, filtering. Each needs the one before of all views. */
export const PHASES = ['prepare', 'search', 'check', 'filter'] as const;

/** One of the phases; part of the random seed of a view. */
export type Phase = (typeof PHASES)[number];

/** A view with its grid. */
export interface GriddedView {
  view: StereoView;
  grid: PixelGrid;
}

/** One phase of one view: idempotent, and with the same result on any thread. */
export interface ViewTask {
  phase: Phase;
  reference: GriddedView;
  neighbours: readonly GriddedView[];
  prior: DepthPrior;
  seed: number;
}

/** Does a task and writes its result to its file; returns the share of the pixels with a depth after the last phase. */
export async function doViewTask(
  kernel: Kernel,
  files: StereoFiles,
  task: ViewTask,
): Promise<number | undefined> {
  const { reference, neighbours, prior, seed } = task;
  const { name } = reference.view;
  if (task.phase === 'prepare') {
    const { pixels } = await readGreyImage(reference.view, reference.grid);
    await writeWhole(files.grey(name), [pixels]);
    return undefined;
  }
  const own = withImage(files, reference);
  if (task.phase === 'search') {
    const imaged = neighbours.map((neighbour) => withImage(files, neighbour));
    const set = { reference: own, neighbours: imaged, prior, seed };
    await writeHypotheses(files.photometric(name), estimateDepths(kernel, set));
    return undefined;
  }
  const pixels = reference.grid.width * reference.grid.height;
  if (task.phase === 'check') {
    const found = readHypotheses(files.photometric(name), pixels);
    const estimated = neighbours.map((neighbour) => withInverses(files, neighbour, files.photometric));
    const set = { reference: own, neighbours: estimated, prior, seed };
    await writeHypotheses(files.geometric(name), refineDepths(kernel, found, set));
    return undefined;
  }
  const refined = readHypotheses(files.geometric(name), pixels);
  const others = neighbours.map((neighbour) => withInverses(files, neighbour, files.geometric));
  const map = filterDepths(kernel, refined, { reference: own, neighbours: others });
  await mkdir(dirname(files.normalMap(name)), { recursive: true });
  await mkdir(dirname(files.depthMap(name)), { recursive: true });
  await writeNormalMap(files.normalMap(name), map);
  await writeDepthMap(files.depthMap(name), map);
  return map.coverage;
}

function withImage(files: StereoFiles, { view, grid }: GriddedView): ImagedView {
  const { width, height } = grid;
  const pixels = new Uint8Array(width * height);
  readInto(files.grey(view.name), [pixels]);
  return { view, grid, image: { width, height, pixels } };
}

function withInverses(
  files: StereoFiles,
  gridded: GriddedView,
  pathOf: (name: string) => string,
): EstimatedView {
  const path = pathOf(gridded.view.name);
  return {
    ...withImage(files, gridded),
    // A view without depths of its own confirms nothing.
    readInverses: (target) => (existsSync(path) ? readInto(path, [bytesOf(target)]) : target.fill(0)),
  };
}
