import { ReconstructionFailure } from '../../failure.ts';
import type { GeometryTasks } from '../geometry-tasks.ts';
import { presetOf } from '../presets.ts';
import { factOf, type StageContext, type StageFacts } from '../stage.ts';
import { isWholeGlb } from '../whole-glb.ts';

/** Trims the surface to what the photos saw, and colours it from them. */
export async function textureModel(context: StageContext): Promise<StageFacts> {
  const { workspace } = context;
  const { faces, tiles } = await texture(context);
  if (faces === 0) {
    throw new ReconstructionFailure(
      'NoSurface',
      'No part of the surface is seen well enough to be coloured.',
    );
  }
  if (!(await isWholeGlb(workspace.modelFile)) || !(await isWholeGlb(workspace.webModelFile))) {
    throw new ReconstructionFailure('EngineFailed', 'The model was not written to its end; start again.');
  }
  return { faces, webModel: true, ...(tiles !== undefined && { tiles }) };
}

async function texture(context: StageContext): Promise<GeometryTasks['textureMesh']['output']> {
  const { geometry, job, workspace, facts, progress, tilesetFaces } = context;
  const { targetFaces } = job.options;
  const dense = facts.surface === 'dense';
  const input = {
    modelFolder: workspace.undistortedModelFolder,
    frame: factOf(facts, 'frame'),
    photosFolder: workspace.undistortedPhotosFolder,
    meshPath: workspace.meshFile,
    densePointsPath: dense ? workspace.densePointsFile : undefined,
    depthMapsFolder: dense ? workspace.depthMapsFolder : undefined,
    targetFaces: targetFaces ?? (dense ? presetOf(job.options).maxDenseFaces : undefined),
    outputPath: workspace.modelFile,
    webOutputPath: workspace.webModelFile,
    tilesetPath: workspace.tilesetFile,
    tilesetFaces,
  };
  try {
    return await geometry('textureMesh', input, progress);
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    throw new ReconstructionFailure(
      'EngineFailed',
      `The model could not be coloured from the photos: ${detail}.`,
      { cause },
    );
  }
}
