import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { writeDepthMap, writeNormalMap } from '@tiepoint/scene/files';
import { readGreyPicture } from './grey-picture.ts';
import type { Kernel } from './kernel.ts';
import type { PixelGrid } from './pixel-grid.ts';
import type { StereoView } from './scene.ts';
import { checkDepths, type SearchedView } from './search/check-depths.ts';
import type { DepthHints } from './search/depth-hints.ts';
import { filterDepths } from './search/filter-depths.ts';
import { type PicturedView, searchDepths } from './search/search-depths.ts';
import { bytesOf, readInto, readSearch, type StereoFiles, writeSearch, writeWhole } from './stereo-files.ts';

/** What is done with each view, one after the other; each phase needs the one before of all views. */
export const PHASES = ['prepare', 'search', 'check', 'filter'] as const;

/** One of the steps. */
export type Phase = (typeof PHASES)[number];

/** A view as its tasks need it. */
export interface GriddedView {
  view: StereoView;
  grid: PixelGrid;
}

/** One phase of one view: the same result whichever thread does it, and however often. */
export interface ViewTask {
  phase: Phase;
  reference: GriddedView;
  neighbours: readonly GriddedView[];
  hints: DepthHints;
  seed: number;
}

/** Does a task and leaves its result in its file; gives the share of the pixels with a depth after the last phase. */
export async function doViewTask(
  kernel: Kernel,
  files: StereoFiles,
  task: ViewTask,
): Promise<number | undefined> {
  const { reference, neighbours, hints, seed } = task;
  const { name } = reference.view;
  if (task.phase === 'prepare') {
    const { pixels } = await readGreyPicture(reference.view, reference.grid);
    await writeWhole(files.grey(name), [pixels]);
    return undefined;
  }
  const own = withPicture(files, reference);
  if (task.phase === 'search') {
    const pictured = neighbours.map((neighbour) => withPicture(files, neighbour));
    await writeSearch(files.search(name), searchDepths(kernel, own, pictured, hints, seed));
    return undefined;
  }
  const pixels = reference.grid.width * reference.grid.height;
  if (task.phase === 'check') {
    const found = readSearch(files.search(name), pixels);
    const searched = neighbours.map((neighbour) => withInverses(files, neighbour, files.search));
    await writeSearch(files.checked(name), checkDepths(kernel, own, found, searched, hints, seed));
    return undefined;
  }
  const checked = readSearch(files.checked(name), pixels);
  const others = neighbours.map((neighbour) => withInverses(files, neighbour, files.checked));
  const map = filterDepths(kernel, own, checked, others);
  await mkdir(dirname(files.normalMap(name)), { recursive: true });
  await mkdir(dirname(files.depthMap(name)), { recursive: true });
  await writeNormalMap(files.normalMap(name), map);
  await writeDepthMap(files.depthMap(name), map);
  return map.coverage;
}

function withPicture(files: StereoFiles, { view, grid }: GriddedView): PicturedView {
  const { width, height } = grid;
  const pixels = new Uint8Array(width * height);
  readInto(files.grey(view.name), [pixels]);
  return { view, grid, picture: { width, height, pixels } };
}

function withInverses(
  files: StereoFiles,
  gridded: GriddedView,
  pathOf: (name: string) => string,
): SearchedView {
  const path = pathOf(gridded.view.name);
  return {
    ...withPicture(files, gridded),
    // A view that was not searched itself confirms nothing.
    readInverses: (target) => (existsSync(path) ? readInto(path, [bytesOf(target)]) : target.fill(0)),
  };
}
