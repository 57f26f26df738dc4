import type { GeometryTasks } from '../../local/geometry/geometry-tasks.ts';
import { isWholeGlb } from '../../local/geometry/whole-glb.ts';
import { factOf, type StageFacts } from '../../local/stages/stage.ts';
import { ReconstructionFailure } from '../../port/failure.ts';
import type { ColmapContext } from '../commands/colmap-stage.ts';
import { presetOf } from '../commands/presets.ts';

/** Trims the mesh to the points that support it, and textures it. */
export async function textureModel(context: ColmapContext): Promise<StageFacts> {
  const { workspace } = context;
  const { faces, tiles } = await texture(context);
  if (faces === 0) {
    throw new ReconstructionFailure(
      'NoSurface',
      'No part of the mesh is seen well enough by the photos to be textured.',
    );
  }
  if (!(await isWholeGlb(workspace.modelFile)) || !(await isWholeGlb(workspace.webModelFile))) {
    throw new ReconstructionFailure('EngineFailed', 'The file of the model is incomplete; start again.');
  }
  return { faces, webModel: true, ...(tiles !== undefined && { tiles }) };
}

async function texture(context: ColmapContext): Promise<GeometryTasks['textureMesh']['output']> {
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
    throw new ReconstructionFailure('EngineFailed', `The model could not be textured: ${detail}.`, { cause });
  }
}
