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

/** Pictures of which more is black were spoiled by the levelling of seams, which some builds do wrong. */
const MAX_BLACK_SHARE = 0.06;

/** The way from undistorted photos and a sparse model to a textured model, in order. */
export function openMvsStages(openMvs: InstalledOpenMvs): readonly ColmapStage[] {
  const within = (context: ColmapContext) => ({ ...context, openMvs, place: openMvsIn(context.workspace) });
  return [
    {
      id: 'openmvs-depths',
      name: 'Measure depths',
      startsWithout: (workspace) => [openMvsIn(workspace).folder],
      run: (context) => measureDepths(within(context)),
    },
    {
      id: 'openmvs-surface',
      name: 'Build the surface',
      startsWithout: (workspace) => [openMvsIn(workspace).meshFile],
      run: (context) => buildSurface(within(context)),
    },
    {
      id: 'openmvs-texture',
      name: 'Texture the model',
      startsWithout: (workspace) => [openMvsIn(workspace).texturedFolder],
      run: (context) => textureSurface(within(context)),
    },
  ];
}

type Context = ColmapContext & OpenMvsContext;

async function measureDepths(context: Context): Promise<StageFacts> {
  const { place, workspace, facts, job } = context;
  await mkdir(place.folder, { recursive: true });
  await symlink(relative(place.folder, workspace.undistortedPhotosFolder), place.photosLink);
  await context.run(importSceneCommand(context));
  const parseProgress = densifyProgress(geometricRoundsOf(job.options.quality));
  await context.run(densifyCommand(context), { parseProgress });
  if (countInPly(place.densePointsFile, 'vertex') === 0) {
    throw noSurface('The photos agree on the depth of no point');
  }
  const { points } = await understood(
    context.geometry('turnDensePoints', {
      modelFolder: workspace.undistortedModelFolder,
      frame: factOf(facts, 'frame'),
      inputPath: place.densePointsFile,
      outputPath: workspace.densePointsFile,
      projectedPath: workspace.projectedDensePointsFile,
    }),
  );
  return { densePoints: points };
}

async function buildSurface(context: Context): Promise<StageFacts> {
  const { place } = context;
  await context.run(meshCommand(context), { parseProgress: meshProgress });
  if (countInPly(place.meshFile, 'face') === 0) throw noSurface('No surface fits the points');
  return {};
}

async function textureSurface(context: Context): Promise<StageFacts> {
  const { place, workspace } = context;
  let packed = await texture(context, true);
  if (packed.blackShare > MAX_BLACK_SHARE) {
    await rm(place.texturedFolder, { recursive: true });
    packed = await texture(context, false);
  }
  const { faces, notPackable } = packed;
  if (faces === 0) throw noSurface('No part of the surface is seen well enough to be coloured');
  if (!(await isWholeGlb(workspace.modelFile))) {
    throw new ReconstructionFailure('EngineFailed', 'The model was not written to its end; start again.');
  }
  if (notPackable === undefined && (await isWholeGlb(workspace.webModelFile)))
    return { faces, webModel: true };
  const reason = notPackable ?? 'it was not written to its end';
  return { faces, notes: [`The model can't be packed for browsers, which load it as it is: ${reason}.`] };
}

async function texture(context: Context, levelSeams: boolean): Promise<GeometryTasks['packModel']['output']> {
  const { place, workspace, facts } = context;
  await context.run(textureCommand(context, levelSeams), { parseProgress: textureProgress });
  return understood(
    context.geometry('packModel', {
      modelFolder: workspace.undistortedModelFolder,
      frame: factOf(facts, 'frame'),
      texturedPath: place.texturedFile,
      outputPath: workspace.modelFile,
      webOutputPath: workspace.webModelFile,
    }),
  );
}

/** Products that can't be read are no weather: they would be the same the next time. */
async function understood<Report>(reading: Promise<Report>): Promise<Report> {
  try {
    return await reading;
  } catch (cause) {
    if (isDiskFull(cause)) throw cause;
    const detail = cause instanceof Error ? cause.message : String(cause);
    const reason = `What OpenMVS has made can't be read: ${detail}.`;
    throw new ReconstructionFailure('EngineFailed', reason, { cause });
  }
}

function noSurface(what: string): ReconstructionFailure {
  const reason = `${what}. Take more photos, with more overlap, of something with visible structure.`;
  return new ReconstructionFailure('NoSurface', reason);
}
