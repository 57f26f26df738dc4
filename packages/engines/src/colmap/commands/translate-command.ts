import type { ProgramCommand } from '../../local/programs/program-command.ts';
import { ReconstructionFailure } from '../../port/failure.ts';
import type { InstalledColmap } from '../installation/find-colmap.ts';
import type { ColmapCommand } from './colmap-command.ts';

/**
 * Later names of options of COLMAP 3.8. Sources: COLMAP's src/colmap/controllers/option_manager.cc and
 * src/colmap/exe/model.cc, https://github.com/colmap/colmap.
 */
const LATER_NAMES: Readonly<Record<string, string>> = {
  // 3.13: the same options for all kinds of features. The size followed in 4.0.
  'SiftExtraction.use_gpu': 'FeatureExtraction.use_gpu',
  'SiftExtraction.num_threads': 'FeatureExtraction.num_threads',
  'SiftExtraction.max_image_size': 'FeatureExtraction.max_image_size',
  'SiftMatching.use_gpu': 'FeatureMatching.use_gpu',
  'SiftMatching.num_threads': 'FeatureMatching.num_threads',
  // 3.12: cameras are mounted on rigs, and what the rigs saw at one moment is a frame.
  'Mapper.ba_global_images_ratio': 'Mapper.ba_global_frames_ratio',
};

/** Input and output options: without them a command would do something else. */
const NEEDED_OPTIONS = new Set([
  'database_path',
  'image_path',
  'image_list_path',
  'input_path',
  'output_path',
  'match_list_path',
  'workspace_path',
]);

/**
 * Translates a command to the installed version: renamed options get their later names, unknown ones are left out. If
 * the help of the command can't be read, nothing is changed. Throws a ReconstructionFailure if a required option is
 * unknown.
 */
export function translateCommand(command: ColmapCommand, installed: InstalledColmap): ProgramCommand {
  const [name = '', ...rest] = command.args;
  const program = { ...command, title: 'COLMAP', executable: installed.path };
  const known = installed.options.get(name);
  if (!known) return program;
  const args = [name];
  const leftOut: string[] = [];
  for (let at = 0; at < rest.length; at += 2) {
    const [flag = '', value = ''] = rest.slice(at, at + 2);
    const option = flag.slice(2);
    const translated = [option, LATER_NAMES[option]].find((each) => each !== undefined && known.has(each));
    if (translated !== undefined) args.push(`--${translated}`, value);
    else if (NEEDED_OPTIONS.has(option)) throw unknownOption(installed, name, option);
    else leftOut.push(option);
  }
  return { ...program, args, leftOut };
}

function unknownOption({ version }: InstalledColmap, command: string, option: string): ReconstructionFailure {
  return new ReconstructionFailure(
    'EngineFailed',
    `COLMAP ${version} does not know --${option} of ${command}, which is required: install a version from 3.8 to 4.1, and start again.`,
  );
}
