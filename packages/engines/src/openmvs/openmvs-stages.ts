import { mkdir, rm, symlink } from 'node:fs/promises';
import { relative } from 'node:path';
import { countInPly } from '@tiepoint/scene/files';
import type { ColmapContext, ColmapStage } from '../colmap/commands/colmap-stage.ts';
import type { GeometryTasks } from '../local/geometry/geometry-tasks.ts';
import { isWholeGlb } from '../local/geometry/whole-glb.ts';
import { factOf, type StageFacts } from '../local/stages/stage.ts';
import { isDiskFull, ReconstructionFailure } from '../port/failure.ts';
import type { InstalledOpenMvs } from './find-openmvs.ts';
import {
  densifyCommand,
  geometricRoundsOf,
  importSceneCommand,
  meshCommand,
  type OpenMvsContext,
  textureCommand,
} from './openmvs-commands.ts';
import { densifyProgress, meshProgress, textureProgress } from './openmvs-progress.ts';
import { openMvsIn } from './openmvs-workspace.ts';

/** A texture with a larger share of black was damaged by seam levelling, which is broken in some builds. */
const MAX_BLACK_SHARE = 0.06;

/** The stages from undistorted photos and a sparse model to a textured model, in order. */
export function openMvsStages(openMvs: InstalledOpenMvs): readonly ColmapStage[] {
  const within = (context: ColmapContext) => ({ ...context, openMvs, place: openMvsIn(context.workspace) });
  return [
    {
      id: 'openmvs-depths',
      name: 'Dense matching',
      startsWithout: (workspace) => [openMvsIn(workspace).folder],
      run: (context) => computeDepthMaps(within(context)),
    },
    {
      id: 'openmvs-surface',
      name: 'Meshing',
      startsWithout: (workspace) => [openMvsIn(workspace).meshFile],
      run: (context) => buildMesh(within(context)),
    },
    {
      id: 'openmvs-texture',
      name: 'Texturing',
      startsWithout: (workspace) => [openMvsIn(workspace).texturedFolder],
      run: (context) => textureModel(within(context)),
    },
  ];
}

type Context = ColmapContext & OpenMvsContext;

async function computeDepthMaps(context: Context): Promise<StageFacts> {
  const { place, workspace, facts, job } = context;
  await mkdir(place.folder, { recursive: true });
  await symlink(relative(place.folder, workspace.undistortedPhotosFolder), place.photosLink);
  await context.run(importSceneCommand(context));
  const parseProgress = densifyProgress(geometricRoundsOf(job.options.quality));
  await context.run(densifyCommand(context), { parseProgress });
  if (countInPly(place.densePointsFile, 'vertex') === 0) {
    throw noMesh('Dense matching found no point with geometric consistency');
  }
  const { points } = await readOutput(
    context.geometry('transformDensePoints', {
      modelFolder: workspace.undistortedModelFolder,
      frame: factOf(facts, 'frame'),
      inputPath: place.densePointsFile,
      outputPath: workspace.densePointsFile,
      projectedPath: workspace.projectedDensePointsFile,
    }),
  );
  return { densePoints: points };
}

async function buildMesh(context: Context): Promise<StageFacts> {
  const { place } = context;
  await context.run(meshCommand(context), { parseProgress: meshProgress });
  if (countInPly(place.meshFile, 'face') === 0) throw noMesh('No mesh could be built from the points');
  return {};
}

async function textureModel(context: Context): Promise<StageFacts> {
  const { place, workspace } = context;
  let packed = await texture(context, true);
  if (packed.blackShare > MAX_BLACK_SHARE) {
    await rm(place.texturedFolder, { recursive: true });
    packed = await texture(context, false);
  }
  const { faces, notPackable } = packed;
  if (faces === 0) throw noMesh('No part of the mesh is seen well enough by the photos to be textured');
  if (!(await isWholeGlb(workspace.modelFile))) {
    throw new ReconstructionFailure('EngineFailed', 'The file of the model is incomplete; start again.');
  }
  if (notPackable === undefined && (await isWholeGlb(workspace.webModelFile)))
    return { faces, webModel: true };
  const reason = notPackable ?? 'the file is incomplete';
  return { faces, notes: [`The model can't be packed for browsers, which load the plain one: ${reason}.`] };
}

async function texture(context: Context, levelSeams: boolean): Promise<GeometryTasks['packModel']['output']> {
  const { place, workspace, facts } = context;
  await context.run(textureCommand(context, levelSeams), { parseProgress: textureProgress });
  return readOutput(
    context.geometry('packModel', {
      modelFolder: workspace.undistortedModelFolder,
      frame: factOf(facts, 'frame'),
      texturedPath: place.texturedFile,
      outputPath: workspace.modelFile,
      webOutputPath: workspace.webModelFile,
    }),
  );
}

/** Outputs that can't be read are no transient error: they would be the same the next time. */
async function readOutput<Report>(reading: Promise<Report>): Promise<Report> {
  try {
    return await reading;
  } catch (cause) {
    if (isDiskFull(cause)) throw cause;
    const detail = cause instanceof Error ? cause.message : String(cause);
    const reason = `The output of OpenMVS can't be read: ${detail}.`;
    throw new ReconstructionFailure('EngineFailed', reason, { cause });
  }
}

function noMesh(what: string): ReconstructionFailure {
  const reason = `${what}. Take more photos, with more overlap, of a subject with visible texture.`;
  return new ReconstructionFailure('NoSurface', reason);
}
