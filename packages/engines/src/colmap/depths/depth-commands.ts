import { workerFile } from '@tiepoint/processes';
import type { ProgramCommand } from '../../local/programs/program-command.ts';
import { type ColmapCommand, type CommandContext, colmapCommand } from '../commands/colmap-command.ts';
import { presetOf } from '../commands/presets.ts';
import type { DepthSearchRequest } from './depth-search-worker.ts';

/** The program that measures depths on the processor; its argument is a DepthSearchRequest. */
export const DEPTH_SEARCH = workerFile(import.meta.url, './depth-search-worker');
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

/** Measures how far away each pixel of the undistorted photos is, on the GPU; goes on where it was stopped. */
export function measureDepthsCommand({ job, workspace }: CommandContext): ColmapCommand {
  const options = {
    workspace_path: workspace.undistortedFolder,
    workspace_format: 'COLMAP',
    'PatchMatchStereo.max_image_size': presetOf(job.options).maxDepthSize,
    'PatchMatchStereo.geom_consistency': 1,
    'PatchMatchStereo.cache_size': CACHE_GIGABYTES,
  };
  return colmapCommand('patch_match_stereo', options);
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
  return colmapCommand('stereo_fusion', options);
}
