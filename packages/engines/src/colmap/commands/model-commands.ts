import { type ColmapCommand, type CommandContext, colmapCommand } from './colmap-command.ts';
import { presetOf } from './presets.ts';

/** The smallest number of registered photos that is a model. */
export const MIN_MODEL_PHOTOS = 3;
/** How closely the mesh follows the points; parts without points are trimmed afterwards, by distance. */
const POINT_WEIGHT = 4;

/** Runs incremental structure from motion with bundle adjustment. */
export function mapperCommand({ job, workspace, threads }: CommandContext): ColmapCommand {
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
  return colmapCommand('mapper', options, { folders: [workspace.sparseFolder] });
}

/** Removes the lens distortion from the photos of a model. */
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
  return colmapCommand('image_undistorter', options, { folders: [workspace.undistortedFolder] });
}

/** Builds a mesh from oriented points, dense or sparse ones, by Poisson surface reconstruction. */
export function poissonMeshCommand(
  { job, workspace, threads }: CommandContext,
  points: 'dense' | 'sparse',
): ColmapCommand {
  const { octreeDepth, denseOctreeDepth } = presetOf(job.options);
  const options = {
    input_path: workspace.orientedPointsFile,
    output_path: workspace.meshFile,
    'PoissonMeshing.depth': points === 'dense' ? denseOctreeDepth : octreeDepth,
    'PoissonMeshing.point_weight': POINT_WEIGHT,
    // Trimming by point density would leave holes wherever only tie points support the mesh.
    'PoissonMeshing.trim': 0,
    'PoissonMeshing.num_threads': threads,
  };
  return colmapCommand('poisson_mesher', options, { folders: [workspace.meshFolder] });
}
