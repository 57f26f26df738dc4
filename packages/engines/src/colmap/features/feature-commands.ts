import { join } from 'node:path';
import { type ColmapCommand, type CommandContext, colmapCommand } from '../commands/colmap-command.ts';
import { presetOf } from '../commands/presets.ts';
import { photosByCamera } from './cameras.ts';
import { choosePairs, namePairs } from './choose-pairs.ts';
import { pairNameOf } from './database.ts';

/** Long enough that starting the matcher (50 ms) doesn't count, short enough to see progress and to lose little. */
const PAIRS_PER_RUN_AND_THREAD = 8;

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
  return colmapCommand('feature_extractor', options, { inputs: [{ path: workspace.photoList, text: list }] });
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
    return colmapCommand('matches_importer', options, { inputs: [{ path, text }] });
  });
}
