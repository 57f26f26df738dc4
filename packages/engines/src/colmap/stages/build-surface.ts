import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { countInPly } from '@tiepoint/scene/files';
import { factOf, type StageFacts } from '../../local/stages/stage.ts';
import { ReconstructionFailure } from '../../port/failure.ts';
import type { ColmapContext } from '../commands/colmap-stage.ts';
import { madeNothing } from '../commands/made-nothing.ts';
import { meshPointsCommand } from '../commands/model-commands.ts';

/** Lays a surface through the dense points, or else through the sparse ones that several photos agree on. */
export async function buildSurface(context: ColmapContext): Promise<StageFacts> {
  const { workspace, facts } = context;
  await mkdir(workspace.surfaceFolder, { recursive: true });
  if (facts.densePoints === undefined) return buildSparseSurface(context);
  try {
    await context.geometry('completePoints', {
      modelFolder: workspace.undistortedModelFolder,
      frame: factOf(facts, 'frame'),
      densePointsPath: workspace.densePointsFile,
      outputPath: workspace.orientedPointsFile,
    });
    await layMesh(context, 'dense');
    return { surface: 'dense' };
  } catch (error) {
    if (!(error instanceof ReconstructionFailure) || error.code === 'DiskFull') throw error;
    const found = await buildSparseSurface(context);
    return { ...found, notes: [`The surface was laid through the sparse cloud. ${error.message}`] };
  }
}

async function buildSparseSurface(context: ColmapContext): Promise<StageFacts> {
  if ((await orientPoints(context)) === 0) throw noSurface(context);
  await layMesh(context, 'sparse');
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
    const message = `The points for the surface could not be prepared: ${detail}. Start again.`;
    throw new ReconstructionFailure('EngineFailed', message, { cause });
  }
}

async function layMesh(context: ColmapContext, points: 'dense' | 'sparse'): Promise<void> {
  await context.colmap(meshPointsCommand(context, points));
  if (!existsSync(context.workspace.meshFile)) throw madeNothing('surface');
  if (countInPly(context.workspace.meshFile, 'face') === 0) throw noSurface(context);
}

function noSurface({ facts }: ColmapContext): ReconstructionFailure {
  return new ReconstructionFailure(
    'NoSurface',
    `No surface could be laid through the ${factOf(facts, 'points')} points that the photos have in common. Take more photos, with more overlap, of something with visible structure.`,
  );
}
