import type { Command } from 'commander';
import { addConnectionOptions, type ConnectionFlags, connect } from '../connection/connect.ts';
import { findProject } from '../projects/find-project.ts';
import type { Shell } from '../shell.ts';

/** `tiepoint stop P`: stops the reconstruction of a project and cancels a pending start. */
export function addStop(program: Command, shell: Shell): void {
  const command = program
    .command('stop')
    .description('stop the reconstruction of a project, or cancel its pending start; finished steps are kept')
    .argument('<project>', 'id of the project, or a unique prefix of it');
  addConnectionOptions(command).action((project: string, flags: ConnectionFlags) =>
    stop(shell, project, flags),
  );
}

async function stop(shell: Shell, beginning: string, flags: ConnectionFlags): Promise<void> {
  const client = await connect(shell, flags);
  const project = await findProject(client, beginning, shell.signal);
  const { waiting, tasks } = await client.findWaitingStart(project.id, shell.signal);
  const task = await client.stopReconstruction(project.id, shell.signal);
  const wasKnown = tasks.some(({ id }) => id === task?.id);
  // A start that is taken back leaves a task of its own.
  if (task && (wasKnown || !waiting)) {
    const again = `tiepoint reconstruct ${project.id}`;
    shell.print(`The reconstruction of ${project.name} is stopped. To resume it: ${again}`);
  }
  if (waiting) shell.print(`The pending start of ${project.name} is cancelled.`);
  if (!task && !waiting) shell.print(`No reconstruction of ${project.name} is running or pending.`);
}
