import type { Quality } from '@tiepoint/client';
import type { Command } from 'commander';
import { addConnectionOptions, type ConnectionFlags, connect } from '../connection/connect.ts';
import { findProject } from '../projects/find-project.ts';
import { reconstructWithProgress } from '../reconstruction/reconstruct-with-progress.ts';
import type { Shell } from '../shell.ts';
import { qualityOption } from './arguments.ts';

interface ReconstructFlags extends ConnectionFlags {
  quality?: Quality;
}

const PRESET: Quality = 'standard';

/** `tiepoint reconstruct P`: makes the model of a project and waits for it. */
export function addReconstruct(program: Command, shell: Shell): void {
  const command = program
    .command('reconstruct')
    .description('make the model of a project, and wait for it')
    .argument('<project>', 'id of the project, or the beginning of it')
    .addOption(qualityOption(PRESET));
  addConnectionOptions(command).action((project: string, flags: ReconstructFlags) =>
    reconstruct(shell, project, flags),
  );
}

async function reconstruct(shell: Shell, beginning: string, flags: ReconstructFlags): Promise<void> {
  const client = await connect(shell, flags);
  const project = await findProject(client, beginning, shell.signal);
  await reconstructWithProgress(shell, client, project.id, flags.quality ?? PRESET);
  shell.print(`${client.endpoint}/projects/${project.id}`);
  shell.view.say(`Next: tiepoint download ${project.id} FOLDER`);
}
