import { join } from 'node:path';
import { type ColmapCommand, type CommandContext, colmapCommand } from '../commands/colmap-command.ts';
import { presetOf } from '../commands/presets.ts';
import { photosByCamera, turnedPhotosOf } from './cameras.ts';
import { choosePairs, namePairs } from './choose-pairs.ts';
import { pairNameOf } from './database.ts';

/** Large enough to amortise the start of the matcher (50 ms), small enough for progress and resuming. */
const PAIRS_PER_RUN_AND_THREAD = 8;

/** Extracts the features of all photos; resumes where an earlier run was stopped. */
export function extractFeaturesCommand({ job, workspace, threads, useGpu }: CommandContext): ColmapCommand {
  const preset = presetOf(job.options);
  const cameras = photosByCamera(job).length;
  const isOneSize = turnedPhotosOf(job).length === 0;
  const options = {
    database_path: workspace.database,
    image_path: workspace.photosFolder,
    image_list_path: workspace.photoList,
    'ImageReader.camera_model': 'SIMPLE_RADIAL',
    'ImageReader.single_camera': cameras === 1 && isOneSize ? 1 : 0,
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
 * Matches the chosen pairs without those that are matched already (keys of `pairNameOf`), in several runs: COLMAP
 * commits matches, and reports progress, only at the end of a run.
 */
export function matchImagesCommands(
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
