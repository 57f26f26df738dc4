import { join } from 'node:path';
import type { QUALITY } from '@tiepoint/protocol';
import type { CommandContext } from '../colmap/commands/colmap-command.ts';
import { presetOf } from '../colmap/commands/presets.ts';
import type { ProgramCommand } from '../local/programs/program-command.ts';
import type { InstalledOpenMvs, OpenMvsProgram } from './find-openmvs.ts';
import type { OpenMvsWorkspace } from './openmvs-workspace.ts';

/** The parameters of a quality, besides the sizes that are shared with COLMAP. */
interface Effort {
  /** Source views of each depth map. */
  views: number;
  /** Iterations of geometric consistency. */
  geometricRounds: number;
}

/** What commands are derived from. */
export interface OpenMvsContext extends Pick<CommandContext, 'job' | 'workspace' | 'threads'> {
  openMvs: InstalledOpenMvs;
  place: OpenMvsWorkspace;
}

/** A preview of a facade of 11 photos took 123 CPU seconds for dense matching, 7 for the mesh. */
const EFFORTS: Record<QUALITY, Effort> = {
  preview: { views: 4, geometricRounds: 1 },
  standard: { views: 5, geometricRounds: 2 },
  high: { views: 8, geometricRounds: 2 },
};
/** More gained nothing on a CPU. */
const ESTIMATION_ROUNDS = 3;
/** The mid grey (0x808080) of faces that no photo sees. */
const EMPTY_COLOUR = 0x80_80_80;
/** The largest texture of older graphics cards; larger ones are split. */
const MAX_TEXTURE_PIXELS = 8192;
/** Required options; others are left out if a version does not know them. */
const NEEDED = new Set([
  'working-folder',
  'input-file',
  'output-file',
  'mesh-file',
  'export-type',
  'target-face-num',
]);

/** The iterations of geometric consistency of a quality. */
export function geometricRoundsOf(quality: QUALITY): number {
  return EFFORTS[quality].geometricRounds;
}

/** Converts COLMAP's undistorted photos and sparse model to a scene. */
export function importSceneCommand(context: OpenMvsContext): ProgramCommand {
  const { place, workspace } = context;
  return command(context, 'InterfaceCOLMAP', {
    'input-file': workspace.undistortedFolder,
    'output-file': place.sceneFile,
  });
}

/** Computes the depth maps and fuses them to a dense point cloud. */
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
    // The point cloud is also an output.
    'estimate-colors': 2,
    'estimate-normals': 2,
    // Depth maps take gigabytes, and no later step reads them.
    'remove-dmaps': 1,
  });
}

/** Builds a mesh with about the requested number of triangles; default: as many as browsers show smoothly. */
export function meshCommand(context: OpenMvsContext): ProgramCommand {
  const { job, place } = context;
  return command(context, 'ReconstructMesh', {
    'input-file': place.denseSceneFile,
    'pointcloud-file': place.densePointsFile,
    'output-file': place.meshFile,
    'target-face-num': job.options.targetFaces ?? presetOf(job.options).maxDenseFaces,
  });
}

/** Textures the mesh. Seam levelling, which is broken in some builds, can be left out. */
export function textureCommand(context: OpenMvsContext, levelSeams: boolean): ProgramCommand {
  const { place } = context;
  const level = levelSeams ? 1 : 0;
  const textured = command(context, 'TextureMesh', {
    'input-file': place.denseSceneFile,
    'mesh-file': place.meshFile,
    'output-file': join(place.texturedFolder, 'model.mvs'),
    // It crashed with the output format OBJ.
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
