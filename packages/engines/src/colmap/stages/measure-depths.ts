import { readdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { countInPly, isWholeMap } from '@tiepoint/scene/files';
import { factOf, type StageFacts } from '../../local/stages/stage.ts';
import { ReconstructionFailure } from '../../port/failure.ts';
import type { ColmapContext } from '../commands/colmap-stage.ts';
import { depthProgress, fusionProgress, searchProgress } from '../commands/parse-progress.ts';
import { fuseDepthsCommand, measureDepthsCommand, searchDepthsCommand } from '../depths/depth-commands.ts';
import { describeUnmeasured, readDepthReport } from '../depths/depth-report.ts';

/** Of the stage's time, so much goes into the measuring, and the rest into the fusion. */
const MEASURING_SHARE = 0.9;
/** And so much is over after the first fusion. */
const STRICT_SHARE = 0.95;
/** A dense cloud with fewer points for each sparse one has failed: the sparse surface shows more. */
const MIN_DENSE_RATIO = 3;
/** Where COLMAP keeps its maps. */
const MAP_FOLDERS = ['depth_maps', 'normal_maps'];

/**
 * Measures the depth of each pixel, on the GPU where COLMAP can use one, and makes one cloud of all. What can't be
 * measured is no failure: the model is then made from the sparse cloud, and a note says why.
 */
export async function measureDepths(context: ColmapContext): Promise<StageFacts> {
  const { workspace } = context;
  const found = await findDensePoints(context);
  await rm(workspace.fusedPointsFile, { force: true });
  await rm(workspace.lenientPointsFile, { force: true });
  await rm(workspace.depthSearchFolder, { recursive: true, force: true });
  return found;
}

async function findDensePoints(context: ColmapContext): Promise<StageFacts> {
  const { workspace, facts } = context;
  let unmeasured: string | undefined;
  try {
    unmeasured = await (context.useGpu ? measureOnGpu(context) : measureOnProcessor(context));
    await removeHalfMaps(workspace.depthsFolder);
    await context.colmap(fuseDepthsCommand(context, 'strict'), {
      parseProgress: (line) => scaled(fusionProgress(line), MEASURING_SHARE, STRICT_SHARE),
    });
    await context.colmap(fuseDepthsCommand(context, 'lenient'), {
      parseProgress: (line) => scaled(fusionProgress(line), STRICT_SHARE, 1),
    });
  } catch (error) {
    // The disk is full for the sparse model too.
    if (!(error instanceof ReconstructionFailure) || error.code === 'DiskFull') throw error;
    return withoutDense(error.message);
  }
  const fused = countInPly(workspace.fusedPointsFile, 'vertex');
  if (fused < MIN_DENSE_RATIO * factOf(facts, 'points')) {
    return withoutDense(`Only ${fused} points could be measured. ${unmeasured ?? ''}`.trimEnd());
  }
  const lenient = countInPly(workspace.lenientPointsFile, 'vertex');
  const { points } = await context.geometry('turnDensePoints', {
    modelFolder: workspace.undistortedModelFolder,
    frame: factOf(facts, 'frame'),
    inputPath: workspace.fusedPointsFile,
    lenientPath: lenient > 0 ? workspace.lenientPointsFile : undefined,
    outputPath: workspace.densePointsFile,
    projectedPath: workspace.projectedDensePointsFile,
  });
  return { densePoints: points, notes: unmeasured ? [unmeasured] : [] };
}

async function measureOnGpu(context: ColmapContext): Promise<undefined> {
  await removeHalfMaps(context.workspace.depthsFolder);
  const depths = depthProgress();
  await context.colmap(measureDepthsCommand(context), {
    parseProgress: (line) => scaled(depths(line), 0, MEASURING_SHARE),
  });
}

/** Says which photos have no depths. */
async function measureOnProcessor(context: ColmapContext): Promise<string | undefined> {
  const { workspace, job } = context;
  await removeHalfMaps(workspace.depthsFolder);
  await context.run(searchDepthsCommand(context), {
    parseProgress: (line) => scaled(searchProgress(line), 0, MEASURING_SHARE),
  });
  const views = await readDepthReport(workspace.undistortedFolder);
  const unmeasured = describeUnmeasured(job, views);
  if (views.every(({ reason }) => reason !== null)) {
    throw new ReconstructionFailure('NoSurface', unmeasured ?? 'There are no photos to measure.');
  }
  return unmeasured;
}

function withoutDense(reason: string): StageFacts {
  return { notes: [`The model was made from the sparse cloud, because the dense one failed. ${reason}`] };
}

function scaled(fraction: number | undefined, from: number, to: number): number | undefined {
  return fraction === undefined ? undefined : from + (to - from) * fraction;
}

/**
 * Photos whose maps are there are passed over: maps that a stop has cut off, or that are damaged, must not be, and one
 * of the two is none.
 */
async function removeHalfMaps(depthsFolder: string): Promise<void> {
  const folders = MAP_FOLDERS.map((name) => join(depthsFolder, name));
  for (const folder of folders) {
    for (const name of await mapsIn(folder)) {
      if (await isWholeMap(join(folder, name))) continue;
      for (const each of folders) await rm(join(each, name), { force: true });
    }
  }
}

/** Also those of photos in subfolders. */
async function mapsIn(folder: string): Promise<string[]> {
  try {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const maps = entries.filter((entry) => entry.isFile() && entry.name.endsWith('.bin'));
    return maps.map(({ parentPath, name }) => relative(folder, join(parentPath, name)));
  } catch {
    return [];
  }
}
