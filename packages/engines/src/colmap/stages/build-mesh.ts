import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { countInPly } from '@tiepoint/scene/files';
import { factOf, type StageFacts } from '../../local/stages/stage.ts';
import { ReconstructionFailure } from '../../port/failure.ts';
import type { ColmapContext } from '../commands/colmap-stage.ts';
import { missingOutput } from '../commands/missing-output.ts';
import { poissonMeshCommand } from '../commands/model-commands.ts';

/** Builds the mesh from the dense point cloud, else from the sparse one. */
export async function buildMesh(context: ColmapContext): Promise<StageFacts> {
  const { workspace, facts } = context;
  await mkdir(workspace.meshFolder, { recursive: true });
  if (facts.densePoints === undefined) return buildSparseMesh(context);
  try {
    await context.geometry('fillDensePoints', {
      modelFolder: workspace.undistortedModelFolder,
      frame: factOf(facts, 'frame'),
      densePointsPath: workspace.densePointsFile,
      outputPath: workspace.orientedPointsFile,
    });
    await meshPoints(context, 'dense');
    return { surface: 'dense' };
  } catch (error) {
    if (!(error instanceof ReconstructionFailure) || error.code === 'DiskFull') throw error;
    const found = await buildSparseMesh(context);
    return { ...found, notes: [`The mesh was built from the sparse point cloud. ${error.message}`] };
  }
}

async function buildSparseMesh(context: ColmapContext): Promise<StageFacts> {
  if ((await orientPoints(context)) === 0) throw noMesh(context);
  await meshPoints(context, 'sparse');
  return { surface: 'sparse' };
}

async function orientPoints({ geometry, workspace, facts }: ColmapContext): Promise<number> {
  const input = {
    modelFolder: workspace.undistortedModelFolder,
    frame: factOf(facts, 'frame'),
    outputPath: workspace.orientedPointsFile,
  };
  try {
    return (await geometry('orientPoints', input)).points;
  } catch (cause) {
    const detail = cause instanceof Error ? cause.message : String(cause);
    const message = `The points for the mesh could not be prepared: ${detail}. Start again.`;
    throw new ReconstructionFailure('EngineFailed', message, { cause });
  }
}

async function meshPoints(context: ColmapContext, points: 'dense' | 'sparse'): Promise<void> {
  await context.colmap(poissonMeshCommand(context, points));
  if (!existsSync(context.workspace.meshFile)) throw missingOutput('mesh');
  if (countInPly(context.workspace.meshFile, 'face') === 0) throw noMesh(context);
}

function noMesh({ facts }: ColmapContext): ReconstructionFailure {
  return new ReconstructionFailure(
    'NoSurface',
    `No mesh could be built from the ${factOf(facts, 'points')} tie points of the photos. Take more photos, with more overlap, of a subject with visible texture.`,
  );
}
