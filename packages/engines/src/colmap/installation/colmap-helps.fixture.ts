import type { FakeBuild } from '../fake-colmap.fixture.ts';

/** A version of COLMAP, and how it was built. */
interface Build {
  version: string;
  cuda: boolean;
  /** Commands that are left out of the build. */
  without?: string[];
}

const COMMANDS = [
  'feature_extractor',
  'image_undistorter',
  'mapper',
  'matches_importer',
  'patch_match_stereo',
  'poisson_mesher',
  'stereo_fusion',
];
const MESHING = ['input_path', 'output_path', 'depth', 'point_weight', 'trim', 'num_threads'];
/** Options as they are called since the version on the left; those of all versions are under 3.8. */
const OPTIONS_3_8: Record<string, string[]> = {
  feature_extractor: [
    ...[
      'database_path',
      'image_path',
      'image_list_path',
      'ImageReader.camera_model',
      'ImageReader.single_camera',
    ],
    ...['ImageReader.single_camera_per_image', 'SiftExtraction.num_threads', 'SiftExtraction.use_gpu'],
    ...['SiftExtraction.max_image_size', 'SiftExtraction.max_num_features', 'SiftExtraction.first_octave'],
  ],
  matches_importer: [
    ...['database_path', 'match_list_path', 'match_type', 'SiftMatching.num_threads', 'SiftMatching.use_gpu'],
  ],
  mapper: [
    ...['database_path', 'image_path', 'output_path', 'Mapper.num_threads', 'Mapper.min_model_size'],
    ...['Mapper.ba_global_images_ratio', 'Mapper.ba_global_points_ratio'],
  ],
  image_undistorter: ['image_path', 'input_path', 'output_path', 'output_type', 'max_image_size'],
  poisson_mesher: MESHING.map((name) => (name.endsWith('_path') ? name : `PoissonMeshing.${name}`)),
  patch_match_stereo: [
    ...['workspace_path', 'workspace_format', 'PatchMatchStereo.max_image_size'],
    ...['PatchMatchStereo.geom_consistency', 'PatchMatchStereo.cache_size'],
  ],
  stereo_fusion: [
    ...['workspace_path', 'workspace_format', 'input_type', 'output_path', 'StereoFusion.max_image_size'],
    ...['StereoFusion.min_num_pixels', 'StereoFusion.max_normal_error', 'StereoFusion.num_threads'],
    ...['StereoFusion.use_cache', 'StereoFusion.cache_size'],
  ],
};
const RENAMED: { since: string; names: Record<string, string> }[] = [
  { since: '3.12', names: { 'Mapper.ba_global_images_ratio': 'Mapper.ba_global_frames_ratio' } },
  {
    since: '3.13',
    names: {
      'SiftExtraction.num_threads': 'FeatureExtraction.num_threads',
      'SiftExtraction.use_gpu': 'FeatureExtraction.use_gpu',
      'SiftMatching.num_threads': 'FeatureMatching.num_threads',
      'SiftMatching.use_gpu': 'FeatureMatching.use_gpu',
    },
  },
  { since: '4.0', names: { 'SiftExtraction.max_image_size': 'FeatureExtraction.max_image_size' } },
];

/** What a build of COLMAP prints when it is asked for help, as far as we ask. */
export function helpsOf({ version, cuda, without = [] }: Build): FakeBuild {
  const built = `(Commit 1a2b3c4d on 2026-06-25 ${cuda ? 'with' : 'without'} CUDA)`;
  const isGlog = isSince(version, '3.9');
  const head = isSince(version, '4.1')
    ? `COLMAP ${version} ${built}`
    : `COLMAP ${version} -- Structure-from-Motion and Multi-View Stereo\n              ${built}`;
  const listed = COMMANDS.filter((name) => !without.includes(name));
  const help = `${head}\n\nUsage:\n  colmap [command] [options]\n\nAvailable commands:\n  help\n  gui\n${listed.map((name) => `  ${name}\n`).join('')}`;
  const prefix = isGlog ? 'I20260625 10:11:12.131415 140 option_manager.cc:907] ' : '';
  const commandHelps = Object.fromEntries(
    listed.map((name) => {
      const options = optionsOf(version, name).map((option) => `  --${option} arg (=-1)\n`);
      return [
        name,
        `${prefix}Options can be specified via command-line.\n  -h [ --help ] \n${options.join('')}`,
      ];
    }),
  );
  return { help, commandHelps };
}

function optionsOf(version: string, command: string): string[] {
  const renamings = RENAMED.filter(({ since }) => isSince(version, since));
  const nameNow = (option: string) => renamings.reduce((name, { names }) => names[name] ?? name, option);
  return (OPTIONS_3_8[command] ?? []).map(nameNow).filter((name) => name !== '');
}

function isSince(version: string, since: string): boolean {
  return version.localeCompare(since, 'en', { numeric: true }) >= 0;
}
