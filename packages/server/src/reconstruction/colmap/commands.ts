import { join } from 'node:path';
import { choosePairs } from './choose-pairs.ts';
import type { ColmapJob } from './colmap-job.ts';
import { PRESETS } from './presets.ts';
import { type References, referencesText } from './reference-positions.ts';
import type { Workspace } from './workspace.ts';

/** A text that a command reads. */
export interface InputFile {
  path: string;
  text: string;
}

/** Arguments of one run of COLMAP, and what it wants to find. */
export interface ColmapCommand {
  args: string[];
  inputs: InputFile[];
  folders: string[];
}

/** What the commands are made of. */
export interface CommandContext {
  job: ColmapJob;
  workspace: Workspace;
  /** Threads that COLMAP may use. */
  threads: number;
}

/** GPS of consumer cameras is good to some metres; what is further off is a mistake. */
export const MAX_POSITION_ERROR_METERS = 10;
/** The least photos that COLMAP's mapper may call a model. */
export const MIN_MODEL_PHOTOS = 3;
/** Long enough that starting the matcher (50 ms) doesn't count, short enough to see progress and to lose little. */
const PAIRS_PER_RUN_AND_THREAD = 8;
/** How closely the surface keeps to the points; what no point carries is trimmed afterwards, by distance. */
const POINT_WEIGHT = 4;

/** Finds features in all photos; goes on where an earlier run was stopped. */
export function findFeaturesCommand({ job, workspace, threads }: CommandContext): ColmapCommand {
  const preset = PRESETS[job.quality];
  const oneCamera = new Set(job.photos.map((photo) => photo.cameraKey)).size === 1;
  const options = {
    database_path: workspace.database,
    image_path: workspace.photosFolder,
    image_list_path: workspace.photoList,
    'ImageReader.camera_model': 'SIMPLE_RADIAL',
    'ImageReader.single_camera': oneCamera ? 1 : 0,
    'SiftExtraction.use_gpu': 0,
    'SiftExtraction.num_threads': threads,
    'SiftExtraction.max_image_size': preset.maxFeatureImageSize,
    'SiftExtraction.first_octave': preset.firstOctave,
    'SiftExtraction.max_num_features': preset.maxFeatures,
  };
  const list = job.photos.map((photo) => `${photo.fileName}\n`).join('');
  return command('feature_extractor', options, { inputs: [{ path: workspace.photoList, text: list }] });
}

/**
 * Matches the chosen pairs, some at a run: COLMAP keeps matches only when a run's list is done, and says
 * nothing before. Pairs that are matched already are passed over.
 */
export function matchPhotosCommands(
  context: CommandContext,
  pairsPerRun = PAIRS_PER_RUN_AND_THREAD * context.threads,
): ColmapCommand[] {
  const { job, workspace, threads } = context;
  const lines = choosePairs(job.photos, PRESETS[job.quality].neighbours).pairs.map((pair) =>
    pair.map((index) => job.photos[index]?.fileName).join(' '),
  );
  const runs = Math.ceil(lines.length / pairsPerRun);
  return Array.from({ length: runs }, (_, run) => {
    const path = join(workspace.pairsFolder, `${run}.txt`);
    const text = `${lines.slice(run * pairsPerRun, (run + 1) * pairsPerRun).join('\n')}\n`;
    const options = {
      database_path: workspace.database,
      match_list_path: path,
      match_type: 'pairs',
      'SiftMatching.use_gpu': 0,
      'SiftMatching.num_threads': threads,
    };
    return command('matches_importer', options, { inputs: [{ path, text }] });
  });
}

/** Finds where each photo was taken, and the points that several photos see. */
export function locateCamerasCommand({ job, workspace, threads }: CommandContext): ColmapCommand {
  const preset = PRESETS[job.quality];
  const options = {
    database_path: workspace.database,
    image_path: workspace.photosFolder,
    output_path: workspace.sparseFolder,
    'Mapper.num_threads': threads,
    'Mapper.min_model_size': MIN_MODEL_PHOTOS,
    'Mapper.ba_global_images_ratio': preset.globalAdjustmentRatio,
    'Mapper.ba_global_points_ratio': preset.globalAdjustmentRatio,
  };
  return command('mapper', options, { folders: [workspace.sparseFolder] });
}

/** Moves, turns and scales a model onto known positions, given as lines `name east north up`. */
export function placeByPositionsCommand(
  { workspace }: CommandContext,
  modelFolder: string,
  references: References,
): ColmapCommand {
  const options = {
    input_path: modelFolder,
    output_path: workspace.placedFolder,
    ref_images_path: workspace.referencesFile,
    // The positions are in our own frame already, so that its origin is known.
    ref_is_gps: 0,
    alignment_type: 'custom',
    robust_alignment: 1,
    robust_alignment_max_error: MAX_POSITION_ERROR_METERS,
  };
  const inputs = [{ path: workspace.referencesFile, text: referencesText(references) }];
  return command('model_aligner', options, { inputs, folders: [workspace.placedFolder] });
}

/** Takes the lens distortion out of the photos of a model. */
export function undistortPhotosCommand(
  { job, workspace }: CommandContext,
  modelFolder: string,
): ColmapCommand {
  const options = {
    image_path: workspace.photosFolder,
    input_path: modelFolder,
    output_path: workspace.undistortedFolder,
    output_type: 'COLMAP',
    max_image_size: PRESETS[job.quality].maxUndistortedSize,
  };
  return command('image_undistorter', options, { folders: [workspace.undistortedFolder] });
}

/** Lays a surface through oriented points. */
export function meshPointsCommand({ job, workspace, threads }: CommandContext): ColmapCommand {
  const options = {
    input_path: workspace.orientedPointsFile,
    output_path: workspace.meshFile,
    'PoissonMeshing.depth': PRESETS[job.quality].surfaceDepth,
    'PoissonMeshing.point_weight': POINT_WEIGHT,
    'PoissonMeshing.trim': 0,
    'PoissonMeshing.num_threads': threads,
  };
  return command('poisson_mesher', options, { folders: [workspace.surfaceFolder] });
}

function command(
  name: string,
  options: Record<string, string | number>,
  needs: { inputs?: InputFile[]; folders?: string[] } = {},
): ColmapCommand {
  const args = Object.entries(options).flatMap(([option, value]) => [`--${option}`, `${value}`]);
  return { args: [name, ...args], inputs: needs.inputs ?? [], folders: needs.folders ?? [] };
}
