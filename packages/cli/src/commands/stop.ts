import type { Command } from 'commander';
import { addConnectionOptions, type ConnectionFlags, connect } from '../connection/connect.ts';
import { findProject } from '../projects/find-project.ts';
import type { Shell } from '../shell.ts';

/** `tiepoint stop P`: stops the reconstruction of a project, and takes back a start that waits. */
export function addStop(program: Command, shell: Shell): void {
  const command = program
    .command('stop')
    .description('stop the reconstruction of a project; what is finished is kept')
    .argument('<project>', 'id of the project, or the beginning of it');
  addConnectionOptions(command).action((project: string, flags: ConnectionFlags) =>
    stop(shell, project, flags),
  );
}

async function stop(shell: Shell, beginning: string, flags: ConnectionFlags): Promise<void> {
  const client = await connect(shell, flags);
  const project = await findProject(client, beginning, shell.signal);
  const { waiting } = await client.findWaitingStart(project.id, shell.signal);
  const task = await client.stopReconstruction(project.id, shell.signal);
  if (task) {
    const again = `tiepoint reconstruct ${project.id}`;
    shell.print(`The reconstruction of ${project.name} is stopped. To go on from there: ${again}`);
  }
  if (waiting) shell.print(`No reconstruction of ${project.name} starts by itself any more.`);
  if (!task && !waiting) shell.print(`No reconstruction of ${project.name} waits or runs.`);
}
