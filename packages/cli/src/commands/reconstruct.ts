import type { Quality } from '@tiepoint/client';
import { type Command, Option } from 'commander';
import { addConnectionOptions, type ConnectionFlags, connect } from '../connection/connect.ts';
import { findProject } from '../projects/find-project.ts';
import { reconstructWithProgress } from '../reconstruction/reconstruct-with-progress.ts';
import { takeManifest } from '../reconstruction/take-manifest.ts';
import type { Shell } from '../shell.ts';
import { addReconstructionOptions, type ReconstructionFlags, toRequest } from './reconstruction-options.ts';

interface ReconstructFlags extends ReconstructionFlags, ConnectionFlags {
  /** A file. */
  manifest?: string;
}

const PRESET: Quality = 'standard';

/** `tiepoint reconstruct P`: reconstructs a project and waits for the result. */
export function addReconstruct(program: Command, shell: Shell): void {
  const command = program
    .command('reconstruct')
    .description('reconstruct a project and wait for the result')
    .argument('<project>', 'id of the project, or a unique prefix of it');
  addReconstructionOptions(command, PRESET);
  const others = command.options.map((option) => option.attributeName());
  command.addOption(
    new Option(
      '--manifest <file>',
      'reproduce a model: use the options of a manifest.json, with the same photos',
    ).conflicts(others),
  );
  addConnectionOptions(command).action((project: string, flags: ReconstructFlags) =>
    reconstruct(shell, project, flags),
  );
}

async function reconstruct(shell: Shell, beginning: string, flags: ReconstructFlags): Promise<void> {
  const client = await connect(shell, flags);
  const project = await findProject(client, beginning, shell.signal);
  const request =
    flags.manifest === undefined
      ? toRequest(flags, PRESET)
      : {
          options: await takeManifest(client, {
            projectId: project.id,
            file: flags.manifest,
            signal: shell.signal,
          }),
        };
  await reconstructWithProgress(shell, client, { projectId: project.id, ...request });
  shell.print(`${client.endpoint}/projects/${project.id}`);
  shell.view.say(`Next: tiepoint download ${project.id} FOLDER`);
}
