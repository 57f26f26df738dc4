import { join } from 'node:path';
import { workerFile } from '@tiepoint/processes';
import { photosByCamera } from './cameras.ts';
import { choosePairs, namePairs } from './choose-pairs.ts';
import type { ColmapJob } from './colmap-job.ts';
import { pairNameOf } from './database.ts';
import type { DepthSearchRequest } from './depth-search-worker.ts';
import { presetOf } from './presets.ts';
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

/** One run of any program. */
export interface ProgramCommand extends ColmapCommand {
  /** What people call the program. */
  title: string;
  /** Absolute path. */
  executable: string;
  /** Options that were wanted and that this version does not know, for the log. */
  leftOut?: string[];
}

/** What the commands are made of. */
export interface CommandContext {
  job: ColmapJob;
  workspace: Workspace;
  /** Threads that COLMAP may use. */
  threads: number;
  /** Whether COLMAP finds and matches features on a GPU. */
  useGpu: boolean;
}

/** GPS of consumer cameras is good to some metres; what is further off is a mistake. */
export const MAX_POSITION_ERROR_METERS = 10;
/** The least photos that COLMAP's mapper may call a model. */
export const MIN_MODEL_PHOTOS = 3;
/** Long enough that starting the matcher (50 ms) doesn't count, short enough to see progress and to lose little. */
const PAIRS_PER_RUN_AND_THREAD = 8;
/** How closely the surface keeps to the points; what no point carries is trimmed afterwards, by distance. */
const POINT_WEIGHT = 4;
/** A point is fused of at least so many photos: two alone cannot contradict each other. */
const MIN_FUSED_PHOTOS = 3;
/**
 * How far the normals of such depths may differ. The strict points are more exact and lie closer together; the lenient
 * ones cover shrubs, cars and weak texture as well, whose normals are rough.
 */
const MAX_NORMAL_DEGREES = { strict: 10, lenient: 25 };
/** Depth maps of more photos than this are read from the disk as they are needed, … */
const MAX_PHOTOS_IN_MEMORY = 150;
/** … with at most so much of them in memory. */
const CACHE_GIGABYTES = 8;

/** The program that measures depths on the processor; its argument is a DepthSearchRequest. */
export const DEPTH_SEARCH = workerFile(import.meta.url, './depth-search-worker');

/** Finds features in all photos; goes on where an earlier run was stopped. */
export function findFeaturesCommand({ job, workspace, threads, useGpu }: CommandContext): ColmapCommand {
  const preset = presetOf(job.options);
  const cameras = photosByCamera(job).length;
  const options = {
    database_path: workspace.database,
    image_path: workspace.photosFolder,
    image_list_path: workspace.photoList,
    'ImageReader.camera_model': 'SIMPLE_RADIAL',
    'ImageReader.single_camera': cameras === 1 ? 1 : 0,
    'ImageReader.single_camera_per_image': cameras === job.photos.length && cameras > 1 ? 1 : 0,
    'SiftExtraction.use_gpu': useGpu ? 1 : 0,
    'SiftExtraction.num_threads': threads,
    'SiftExtraction.max_image_size': preset.maxFeatureImageSize,
    'SiftExtraction.first_octave': preset.firstOctave,
    'SiftExtraction.max_num_features': preset.maxFeatures,
  };
  const list = job.photos.map((photo) => `${photo.fileName}\n`).join('');
  return command('feature_extractor', options, { inputs: [{ path: workspace.photoList, text: list }] });
}

/**
 * Matches the chosen pairs but for those that are matched already (their names), some at a run: COLMAP keeps matches
 * only when a run's list is done, and says nothing before.
 */
export function matchPhotosCommands(
  context: CommandContext,
  matched: ReadonlySet<string> = new Set(),
): ColmapCommand[] {
  const { job, workspace, threads, useGpu } = context;
  const pairsPerRun = PAIRS_PER_RUN_AND_THREAD * threads;
  const lines = namePairs(job, choosePairs(job).pairs)
    .filter((pair) => !matched.has(pairNameOf(...pair)))
    .map((pair) => pair.join(' '));
  const runs = Math.ceil(lines.length / pairsPerRun);
  return Array.from({ length: runs }, (_, run) => {
    const path = join(workspace.pairsFolder, `${run}.txt`);
    const text = `${lines.slice(run * pairsPerRun, (run + 1) * pairsPerRun).join('\n')}\n`;
    const options = {
      database_path: workspace.database,
      match_list_path: path,
      match_type: 'pairs',
      'SiftMatching.use_gpu': useGpu ? 1 : 0,
      'SiftMatching.num_threads': threads,
    };
    return command('matches_importer', options, { inputs: [{ path, text }] });
  });
}

/** Finds where each photo was taken, and the points that several photos see. */
export function locateCamerasCommand({ job, workspace, threads }: CommandContext): ColmapCommand {
  const preset = presetOf(job.options);
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
    max_image_size: presetOf(job.options).maxUndistortedSize,
  };
  return command('image_undistorter', options, { folders: [workspace.undistortedFolder] });
}

/** Measures how far away each pixel of the undistorted photos is, on the GPU; goes on where it was stopped. */
export function measureDepthsCommand({ job, workspace }: CommandContext): ColmapCommand {
  const options = {
    workspace_path: workspace.undistortedFolder,
    workspace_format: 'COLMAP',
    'PatchMatchStereo.max_image_size': presetOf(job.options).maxDepthSize,
    'PatchMatchStereo.geom_consistency': 1,
    'PatchMatchStereo.cache_size': CACHE_GIGABYTES,
  };
  return command('patch_match_stereo', options);
}

/** The same on the processor, by our own search, which goes on photo by photo where it was stopped. */
export function searchDepthsCommand({ job, workspace, threads }: CommandContext): ProgramCommand {
  const request: DepthSearchRequest = {
    workspaceFolder: workspace.undistortedFolder,
    maxSize: presetOf(job.options).maxSearchSize,
    threads,
  };
  const args = [...DEPTH_SEARCH.nodeFlags, DEPTH_SEARCH.path, JSON.stringify(request)];
  return { title: 'The depth search', executable: process.execPath, args, inputs: [], folders: [] };
}

/** Makes one cloud of the depths on which several photos agree, strictly or leniently. */
export function fuseDepthsCommand(
  { job, workspace, threads }: CommandContext,
  agreement: 'strict' | 'lenient',
): ColmapCommand {
  const options = {
    workspace_path: workspace.undistortedFolder,
    workspace_format: 'COLMAP',
    input_type: 'geometric',
    output_path: agreement === 'strict' ? workspace.fusedPointsFile : workspace.lenientPointsFile,
    'StereoFusion.max_image_size': presetOf(job.options).maxDepthSize,
    'StereoFusion.min_num_pixels': MIN_FUSED_PHOTOS,
    'StereoFusion.max_normal_error': MAX_NORMAL_DEGREES[agreement],
    'StereoFusion.num_threads': threads,
    'StereoFusion.use_cache': job.photos.length > MAX_PHOTOS_IN_MEMORY ? 1 : 0,
    'StereoFusion.cache_size': CACHE_GIGABYTES,
  };
  return command('stereo_fusion', options);
}

/** Lays a surface through oriented points: the dense ones, or those of the sparse model. */
export function meshPointsCommand(
  { job, workspace, threads }: CommandContext,
  points: 'dense' | 'sparse',
): ColmapCommand {
  const { surfaceDepth, denseSurfaceDepth } = presetOf(job.options);
  const options = {
    input_path: workspace.orientedPointsFile,
    output_path: workspace.meshFile,
    'PoissonMeshing.depth': points === 'dense' ? denseSurfaceDepth : surfaceDepth,
    'PoissonMeshing.point_weight': POINT_WEIGHT,
    // By the density of the points it would take away all that tie points alone carry, and leave holes.
    'PoissonMeshing.trim': 0,
    'PoissonMeshing.num_threads': threads,
  };
  return command('poisson_mesher', options, { folders: [workspace.surfaceFolder] });
}

/** The same command without a GPU; undefined where it asks for none. */
export function withoutGpu(command: ColmapCommand): ColmapCommand | undefined {
  const args = command.args.map((arg, at) => (command.args[at - 1]?.endsWith('.use_gpu') ? '0' : arg));
  return args.join() === command.args.join() ? undefined : { ...command, args };
}

function command(
  name: string,
  options: Record<string, string | number>,
  needs: { inputs?: InputFile[]; folders?: string[] } = {},
): ColmapCommand {
  const args = Object.entries(options).flatMap(([option, value]) => [`--${option}`, `${value}`]);
  return { args: [name, ...args], inputs: needs.inputs ?? [], folders: needs.folders ?? [] };
}
