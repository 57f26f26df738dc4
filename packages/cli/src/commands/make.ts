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

/** `tiepoint make PHOTOS OUTPUT`: makes the model of a folder's photos, without a server. */
export function addMake(program: Command, shell: Shell): void {
  const command = program
    .command('make')
    .description('make the model of the photos in a folder, without a server')
    .argument(
      '<photos>',
      'folder with the photos, and with pose.txt, group.txt and camera.txt where there are any',
    )
    .argument('<output>', 'folder to put the model into; a new one, or that of an earlier run');
  addModelOptions(command, PRESET, 'default: TIEPOINT_ENGINE, or colmap');
  const others = command.options.map((option) => option.attributeName());
  command
    .addOption(
      new Option(
        '--manifest <file>',
        'make it again: with the options of a manifest.json, from the same photos',
      ).conflicts(others),
    )
    .option('--overwrite', 'replace what an earlier run has made of other photos, or with other options')
    .option('--keep-work', 'keep what the programs work with, in OUTPUT/.tiepoint')
    .addHelpText(
      'after',
      '\nInterrupted, it goes on where it was when the same command is run again. What programs to use, and what' +
        '\nphotos are accepted, is set as for the server: TIEPOINT_COLMAP, TIEPOINT_OPENMVS, TIEPOINT_NODEODM …',
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
  if (!model.isNew) shell.view.say('An earlier run has made this model. To make it again: --overwrite');
  for (const line of describeResult(model)) shell.view.say(line);
  for (const { path, bytes } of model.files) shell.print(`${path}  ${formatBytes(bytes)}`);
}
