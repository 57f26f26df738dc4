import { type ColmapCommand, type CommandContext, colmapCommand } from './colmap-command.ts';
import { presetOf } from './presets.ts';

/** The least photos that COLMAP's mapper may call a model. */
export const MIN_MODEL_PHOTOS = 3;
/** How closely the surface keeps to the points; what no point carries is trimmed afterwards, by distance. */
const POINT_WEIGHT = 4;

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
  return colmapCommand('mapper', options, { folders: [workspace.sparseFolder] });
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
  return colmapCommand('image_undistorter', options, { folders: [workspace.undistortedFolder] });
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
  return colmapCommand('poisson_mesher', options, { folders: [workspace.surfaceFolder] });
}
