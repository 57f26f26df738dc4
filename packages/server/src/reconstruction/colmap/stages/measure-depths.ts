import { open, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { ReconstructionFailure } from '../../failure.ts';
import { fuseDepthsCommand, measureDepthsCommand, searchDepthsCommand } from '../commands.ts';
import { countInPly } from '../count-in-ply.ts';
import { depthProgress, fusionProgress, searchProgress } from '../parse-progress.ts';
import { factOf, type StageContext, type StageFacts } from '../stage.ts';

/** Of the stage's time, so much goes into the measuring, and the rest into the fusion. */
const MEASURING_SHARE = 0.9;
/** And so much is over after the first fusion. */
const STRICT_SHARE = 0.95;
/** A dense cloud with fewer points for each sparse one has failed: the sparse surface shows more. */
const MIN_DENSE_RATIO = 3;
/** Where COLMAP keeps its maps, and what it writes before each: `width&height&channels&`. */
const MAP_FOLDERS = ['depth_maps', 'normal_maps'];
const MAX_MAP_HEADER_BYTES = 64;
const FLOAT_BYTES = 4;

/**
 * Measures the depth of each pixel, on the GPU where COLMAP can use one, and makes one cloud of all. What can't be
 * measured is no failure: the model is then made from the sparse cloud, and a note says why.
 */
export async function measureDepths(context: StageContext): Promise<StageFacts> {
  const { workspace, facts } = context;
  try {
    await (context.useGpu ? measureOnGpu(context) : measureOnProcessor(context));
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
  const fused = await countInPly(workspace.fusedPointsFile, 'vertex');
  if (fused < MIN_DENSE_RATIO * factOf(facts, 'points')) {
    return withoutDense(`Only ${fused} points could be measured.`);
  }
  const lenient = await countInPly(workspace.lenientPointsFile, 'vertex');
  const { points } = await context.geometry('turnDensePoints', {
    modelFolder: workspace.undistortedModelFolder,
    frame: factOf(facts, 'frame'),
    inputPath: workspace.fusedPointsFile,
    lenientPath: lenient > 0 ? workspace.lenientPointsFile : undefined,
    outputPath: workspace.densePointsFile,
    projectedPath: workspace.projectedDensePointsFile,
  });
  await rm(workspace.fusedPointsFile, { force: true });
  await rm(workspace.lenientPointsFile, { force: true });
  await rm(workspace.depthSearchFolder, { recursive: true, force: true });
  return { densePoints: points };
}

async function measureOnGpu(context: StageContext): Promise<void> {
  await removeHalfMaps(context.workspace.depthsFolder);
  const depths = depthProgress();
  await context.colmap(measureDepthsCommand(context), {
    parseProgress: (line) => scaled(depths(line), 0, MEASURING_SHARE),
  });
}

async function measureOnProcessor(context: StageContext): Promise<void> {
  await context.run(searchDepthsCommand(context), {
    parseProgress: (line) => scaled(searchProgress(line), 0, MEASURING_SHARE),
  });
}

function withoutDense(reason: string): StageFacts {
  return { notes: [`The model was made from the sparse cloud, because the dense one failed. ${reason}`] };
}

function scaled(fraction: number | undefined, from: number, to: number): number | undefined {
  return fraction === undefined ? undefined : from + (to - from) * fraction;
}

/** COLMAP passes over photos whose maps are there: maps that a stop has cut off must not be. */
async function removeHalfMaps(depthsFolder: string): Promise<void> {
  for (const folder of MAP_FOLDERS.map((name) => join(depthsFolder, name))) {
    for (const name of await namesIn(folder)) {
      const path = join(folder, name);
      if (name.endsWith('.bin') && !(await isWholeMap(path))) await rm(path);
    }
  }
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch {
    return [];
  }
}

async function isWholeMap(path: string): Promise<boolean> {
  await using file = await open(path);
  const { buffer, bytesRead } = await file.read(
    Buffer.alloc(MAX_MAP_HEADER_BYTES),
    0,
    MAX_MAP_HEADER_BYTES,
    0,
  );
  const header = /^(\d+)&(\d+)&(\d+)&/.exec(buffer.toString('latin1', 0, bytesRead));
  if (!header) return false;
  const [width = 0, height = 0, channels = 0] = header.slice(1).map(Number);
  return (await file.stat()).size === header[0].length + width * height * channels * FLOAT_BYTES;
}
