import { join } from 'node:path';
import type { QUALITY } from '@tiepoint/protocol';
import type { CommandContext } from '../colmap/commands/colmap-command.ts';
import { presetOf } from '../colmap/commands/presets.ts';
import type { ProgramCommand } from '../local/programs/program-command.ts';
import type { InstalledOpenMvs, OpenMvsProgram } from './find-openmvs.ts';
import type { OpenMvsWorkspace } from './openmvs-workspace.ts';

/** How much work OpenMVS puts into a job, beyond the sizes that it shares with COLMAP. */
interface Effort {
  /** Other photos that each photo's depths are compared with. */
  views: number;
  /** Rounds in which the depths of neighbouring photos are made to agree. */
  geometricRounds: number;
}

/** What the commands are made of. */
export interface OpenMvsContext extends Pick<CommandContext, 'job' | 'workspace' | 'threads'> {
  openMvs: InstalledOpenMvs;
  place: OpenMvsWorkspace;
}

/** On a facade of 11 photos the preview's numbers took 123 CPU seconds for the depths, 7 for the mesh. */
const EFFORTS: Record<QUALITY, Effort> = {
  preview: { views: 4, geometricRounds: 1 },
  standard: { views: 5, geometricRounds: 2 },
  high: { views: 8, geometricRounds: 2 },
};
/** More gained nothing on a processor. */
const ESTIMATION_ROUNDS = 3;
/** The mid grey (0x808080) of surfaces that no photo shows. */
const EMPTY_COLOUR = 0x80_80_80;
/** Graphics cards of some years ago hold textures of this side; larger ones are split. */
const MAX_TEXTURE_PIXELS = 8192;
/** Options without which a program would do something else; others are left out where a version does not know them. */
const NEEDED = new Set([
  'working-folder',
  'input-file',
  'output-file',
  'mesh-file',
  'export-type',
  'target-face-num',
]);

/** How often the depths of neighbouring photos are made to agree. */
export function geometricRoundsOf(quality: QUALITY): number {
  return EFFORTS[quality].geometricRounds;
}

/** Turns COLMAP's undistorted photos and sparse model into a scene. */
export function importSceneCommand(context: OpenMvsContext): ProgramCommand {
  const { place, workspace } = context;
  return command(context, 'InterfaceCOLMAP', {
    'input-file': workspace.undistortedFolder,
    'output-file': place.sceneFile,
  });
}

/** Measures the depth of each pixel in each photo, and makes points of what several photos agree on. */
export function densifyCommand(context: OpenMvsContext): ProgramCommand {
  const { job, place } = context;
  const effort = EFFORTS[job.options.quality];
  return command(context, 'DensifyPointCloud', {
    'input-file': place.sceneFile,
    'output-file': place.denseSceneFile,
    'resolution-level': 0,
    'max-resolution': presetOf(job.options).maxDepthMapSize,
    'number-views': effort.views,
    iters: ESTIMATION_ROUNDS,
    'geometric-iters': effort.geometricRounds,
    // The cloud is for people too.
    'estimate-colors': 2,
    'estimate-normals': 2,
    // They take gigabytes, and nothing after this reads them.
    'remove-dmaps': 1,
  });
}

/** Lays a surface through the points, of about as many triangles as the job asks for, or as browsers show fluently. */
export function meshCommand(context: OpenMvsContext): ProgramCommand {
  const { job, place } = context;
  return command(context, 'ReconstructMesh', {
    'input-file': place.denseSceneFile,
    'pointcloud-file': place.densePointsFile,
    'output-file': place.meshFile,
    'target-face-num': job.options.targetFaces ?? presetOf(job.options).maxDenseFaces,
  });
}

/** Colours the surface from the photos. Levelling of seams goes wrong in some builds, and can be left out. */
export function textureCommand(context: OpenMvsContext, levelSeams: boolean): ProgramCommand {
  const { place } = context;
  const level = levelSeams ? 1 : 0;
  const textured = command(context, 'TextureMesh', {
    'input-file': place.denseSceneFile,
    'mesh-file': place.meshFile,
    'output-file': join(place.texturedFolder, 'model.mvs'),
    // Written as OBJ, it has crashed.
    'export-type': 'glb',
    'empty-color': EMPTY_COLOUR,
    'max-texture-size': MAX_TEXTURE_PIXELS,
    'global-seam-leveling': level,
    'local-seam-leveling': level,
  });
  return { ...textured, folders: [place.texturedFolder] };
}

function command(
  { openMvs, place, threads }: OpenMvsContext,
  program: OpenMvsProgram,
  options: Record<string, string | number>,
): ProgramCommand {
  const known = openMvs.options.get(program);
  const wanted = Object.entries({ 'working-folder': place.folder, ...options, 'max-threads': threads });
  const [understood = [], unknown = []] = [true, false].map((wish) =>
    wanted.filter(([name]) => (NEEDED.has(name) || known?.has(name) === true) === wish),
  );
  return {
    title: 'OpenMVS',
    executable: join(openMvs.folder, program),
    args: understood.flatMap(([name, value]) => [`--${name}`, `${value}`]),
    leftOut: unknown.map(([name]) => name),
    inputs: [],
    folders: [place.folder],
  };
}
