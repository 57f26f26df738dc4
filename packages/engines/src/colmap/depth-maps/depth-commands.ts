import { workerFile } from '@tiepoint/processes';
import type { ProgramCommand } from '../../local/programs/program-command.ts';
import { type ColmapCommand, type CommandContext, colmapCommand } from '../commands/colmap-command.ts';
import { presetOf } from '../commands/presets.ts';
import type { DenseMatchingRequest } from './dense-matching-worker.ts';

/** The program of dense matching on the CPU; its argument is a DenseMatchingRequest. */
export const DENSE_MATCHING = workerFile(import.meta.url, './dense-matching-worker');
/** A fused point has at least so many observations: two alone can't contradict each other. */
const MIN_FUSED_PHOTOS = 3;
/**
 * The largest angle between the normals of a fused point. Strict points are more accurate and denser; lenient ones also
 * cover vegetation, cars and weak texture, whose normals are noisy.
 */
const MAX_NORMAL_DEGREES = { strict: 10, lenient: 25 };
/** Depth maps of more photos than this are read from disk on demand, … */
const MAX_PHOTOS_IN_MEMORY = 150;
/** … through a cache of this size. */
const CACHE_GIGABYTES = 8;

/** Computes the depth maps of the undistorted photos on the GPU; resumes where it was stopped. */
export function patchMatchCommand({ job, workspace }: CommandContext): ColmapCommand {
  const options = {
    workspace_path: workspace.undistortedFolder,
    workspace_format: 'COLMAP',
    'PatchMatchStereo.max_image_size': presetOf(job.options).maxDepthMapSize,
    'PatchMatchStereo.geom_consistency': 1,
    'PatchMatchStereo.cache_size': CACHE_GIGABYTES,
  };
  return colmapCommand('patch_match_stereo', options);
}

/** The same on the CPU, by `@tiepoint/stereo`; resumes photo by photo where it was stopped. */
export function denseMatchingCommand({ job, workspace, threads }: CommandContext): ProgramCommand {
  const request: DenseMatchingRequest = {
    workspaceFolder: workspace.undistortedFolder,
    maxSize: presetOf(job.options).maxCpuDepthMapSize,
    threads,
  };
  const args = [...DENSE_MATCHING.nodeFlags, DENSE_MATCHING.path, JSON.stringify(request)];
  return { title: 'Dense matching', executable: process.execPath, args, inputs: [], folders: [] };
}

/** Fuses the depth maps to a point cloud, with strict or lenient geometric consistency. */
export function fuseDepthMapsCommand(
  { job, workspace, threads }: CommandContext,
  consistency: 'strict' | 'lenient',
): ColmapCommand {
  const options = {
    workspace_path: workspace.undistortedFolder,
    workspace_format: 'COLMAP',
    input_type: 'geometric',
    output_path: consistency === 'strict' ? workspace.fusedPointsFile : workspace.lenientPointsFile,
    'StereoFusion.max_image_size': presetOf(job.options).maxDepthMapSize,
    'StereoFusion.min_num_pixels': MIN_FUSED_PHOTOS,
    'StereoFusion.max_normal_error': MAX_NORMAL_DEGREES[consistency],
    'StereoFusion.num_threads': threads,
    'StereoFusion.use_cache': job.photos.length > MAX_PHOTOS_IN_MEMORY ? 1 : 0,
    'StereoFusion.cache_size': CACHE_GIGABYTES,
  };
  return colmapCommand('stereo_fusion', options);
}
