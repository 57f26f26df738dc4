import { readdir, rm } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { countInPly, isWholeMap } from '@tiepoint/scene/files';
import { factOf, type StageFacts } from '../../local/stages/stage.ts';
import { ReconstructionFailure } from '../../port/failure.ts';
import type { ColmapContext } from '../commands/colmap-stage.ts';
import { denseMatchingProgress, fusionProgress, patchMatchProgress } from '../commands/parse-progress.ts';
import {
  denseMatchingCommand,
  fuseDepthMapsCommand,
  patchMatchCommand,
} from '../depth-maps/depth-commands.ts';
import { describeMissingDepthMaps, readDepthReport } from '../depth-maps/depth-report.ts';

/** The share of the stage's time that matching takes; the rest is fusion. */
const MATCHING_SHARE = 0.9;
/** The share after the first fusion. */
const STRICT_FUSION_SHARE = 0.95;
/** With fewer dense points per sparse one, dense matching has failed: the sparse point cloud gives a better mesh. */
const MIN_DENSE_RATIO = 3;
/** Folders of COLMAP's depth and normal maps. */
const MAP_FOLDERS = ['depth_maps', 'normal_maps'];

/**
 * Computes the depth maps, on the GPU if COLMAP can use one, and fuses them to a dense point cloud. If that fails, the
 * mesh is built from the sparse point cloud, and a note says why.
 */
export async function computeDepthMaps(context: ColmapContext): Promise<StageFacts> {
  const { workspace } = context;
  const found = await computeDensePoints(context);
  await rm(workspace.fusedPointsFile, { force: true });
  await rm(workspace.lenientPointsFile, { force: true });
  await rm(workspace.denseMatchingFolder, { recursive: true, force: true });
  return found;
}

async function computeDensePoints(context: ColmapContext): Promise<StageFacts> {
  const { workspace, facts } = context;
  let missing: string | undefined;
  try {
    missing = await (context.useGpu ? matchOnGpu(context) : matchOnCpu(context));
    await removeIncompleteMaps(workspace.stereoFolder);
    await context.colmap(fuseDepthMapsCommand(context, 'strict'), {
      parseProgress: (line) => scaled(fusionProgress(line), MATCHING_SHARE, STRICT_FUSION_SHARE),
    });
    await context.colmap(fuseDepthMapsCommand(context, 'lenient'), {
      parseProgress: (line) => scaled(fusionProgress(line), STRICT_FUSION_SHARE, 1),
    });
  } catch (error) {
    // A full disk stops the sparse model as well.
    if (!(error instanceof ReconstructionFailure) || error.code === 'DiskFull') throw error;
    return withoutDensePoints(error.message);
  }
  const fused = countInPly(workspace.fusedPointsFile, 'vertex');
  if (fused < MIN_DENSE_RATIO * factOf(facts, 'points')) {
    return withoutDensePoints(`Dense matching gave only ${fused} points. ${missing ?? ''}`.trimEnd());
  }
  const lenient = countInPly(workspace.lenientPointsFile, 'vertex');
  const { points } = await context.geometry('transformDensePoints', {
    modelFolder: workspace.undistortedModelFolder,
    frame: factOf(facts, 'frame'),
    inputPath: workspace.fusedPointsFile,
    lenientPath: lenient > 0 ? workspace.lenientPointsFile : undefined,
    outputPath: workspace.densePointsFile,
    projectedPath: workspace.projectedDensePointsFile,
  });
  return { densePoints: points, notes: missing ? [missing] : [] };
}

async function matchOnGpu(context: ColmapContext): Promise<undefined> {
  await removeIncompleteMaps(context.workspace.stereoFolder);
  const depths = patchMatchProgress();
  await context.colmap(patchMatchCommand(context), {
    parseProgress: (line) => scaled(depths(line), 0, MATCHING_SHARE),
  });
}

/** Returns a sentence about photos without a depth map. */
async function matchOnCpu(context: ColmapContext): Promise<string | undefined> {
  const { workspace, job } = context;
  await removeIncompleteMaps(workspace.stereoFolder);
  await context.run(denseMatchingCommand(context), {
    parseProgress: (line) => scaled(denseMatchingProgress(line), 0, MATCHING_SHARE),
  });
  const views = await readDepthReport(workspace.undistortedFolder);
  const missing = describeMissingDepthMaps(job, views);
  if (views.every(({ reason }) => reason !== null)) {
    throw new ReconstructionFailure('NoSurface', missing ?? 'There are no photos to match.');
  }
  return missing;
}

function withoutDensePoints(reason: string): StageFacts {
  return {
    notes: [`The model was made from the sparse point cloud, because dense matching failed. ${reason}`],
  };
}

function scaled(fraction: number | undefined, from: number, to: number): number | undefined {
  return fraction === undefined ? undefined : from + (to - from) * fraction;
}

/** Removes truncated and damaged maps with their counterparts: photos that have both maps are skipped. */
async function removeIncompleteMaps(stereoFolder: string): Promise<void> {
  const folders = MAP_FOLDERS.map((name) => join(stereoFolder, name));
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
