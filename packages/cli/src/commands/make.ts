import type { Quality } from '@tiepoint/client';
import { type Command, Option } from 'commander';
import { makeWithProgress } from '../making/make-with-progress.ts';
import { formatBytes } from '../progress/format-amount.ts';
import { describeResult } from '../reconstruction/describe-result.ts';
import type { Shell } from '../shell.ts';
import { addModelOptions, type ModelFlags, toRequest } from './reconstruction-options.ts';

interface MakeFlags extends ModelFlags {
  /** A file. */
  manifest?: string;
  overwrite?: boolean;
  keepWork?: boolean;
}

const PRESET: Quality = 'standard';

/** `tiepoint make PHOTOS OUTPUT`: reconstructs the photos of a folder without a server. */
export function addMake(program: Command, shell: Shell): void {
  const command = program
    .command('make')
    .description('reconstruct the photos of a folder without a server')
    .argument('<photos>', 'folder with the photos, and optionally pose.txt, group.txt and camera.txt')
    .argument('<output>', 'output folder; a new one, or that of an earlier run');
  addModelOptions(command, PRESET, 'default: TIEPOINT_ENGINE, or colmap');
  const others = command.options.map((option) => option.attributeName());
  command
    .addOption(
      new Option(
        '--manifest <file>',
        'reproduce a model: use the options of a manifest.json, with the same photos',
      ).conflicts(others),
    )
    .option('--overwrite', 'replace the results of an earlier run with other photos or options')
    .option('--keep-work', 'keep the intermediate files in OUTPUT/.tiepoint')
    .addHelpText(
      'after',
      '\nAn interrupted run resumes when the same command is run again. The programs to use, and which' +
        '\nphotos are accepted, are configured as for the server: TIEPOINT_COLMAP, TIEPOINT_OPENMVS, TIEPOINT_NODEODM …',
    )
    .action((photosFolder: string, outputFolder: string, flags: MakeFlags) =>
      make(shell, { photosFolder, outputFolder }, flags),
    );
}

async function make(
  shell: Shell,
  folders: { photosFolder: string; outputFolder: string },
  { manifest, overwrite = false, keepWork = false, ...flags }: MakeFlags,
): Promise<void> {
  const { options } = toRequest(flags, PRESET);
  const asked = { options, ...(manifest !== undefined && { manifest }) };
  const model = await makeWithProgress(shell, { ...folders, overwrite, keepWork, asked });
  if (!model.isNew) shell.view.say('An earlier run already made this model. To make it again: --overwrite');
  for (const line of describeResult(model)) shell.view.say(line);
  for (const { path, bytes } of model.files) shell.print(`${path}  ${formatBytes(bytes)}`);
}
