import { downloadFiles } from '@tiepoint/client/node';
import type { Command } from 'commander';
import { CommandError } from '../command-error.ts';
import { addConnectionOptions, type ConnectionFlags, connect } from '../connection/connect.ts';
import { formatBytes } from '../progress/format-amount.ts';
import { findProject } from '../projects/find-project.ts';
import type { Shell } from '../shell.ts';

/** `tiepoint download P DIR`: downloads the results of the newest reconstruction of a project. */
export function addDownload(program: Command, shell: Shell): void {
  const command = program
    .command('download')
    .description('download the model of a project')
    .argument('<project>', 'id of the project, or a unique prefix of it')
    .argument('<folder>', 'destination folder');
  addConnectionOptions(command).action((project: string, folder: string, flags: ConnectionFlags) =>
    download(shell, { project, folder, flags }),
  );
}

async function download(
  shell: Shell,
  wanted: { project: string; folder: string; flags: ConnectionFlags },
): Promise<void> {
  const { view, signal } = shell;
  const client = await connect(shell, wanted.flags);
  const project = await findProject(client, wanted.project, signal);
  const files = await client.listDownloads(project.id, signal);
  if (files.length === 0) {
    throw new CommandError(
      `${project.name} has no model yet. To make it: tiepoint reconstruct ${project.id}`,
    );
  }
  const totalBytes = files.reduce((sum, file) => sum + file.size, 0);
  const line = view.begin('Download', 'bytes', totalBytes);
  const paths = await downloadFiles({
    files,
    folder: wanted.folder,
    onProgress: (received) => line.set(received),
    signal,
  });
  line.finish();
  paths.forEach((path, index) => {
    shell.print(`${path}  ${formatBytes(files[index]?.size ?? 0)}`);
  });
  const damaged = files.filter(({ state }) => state === 'Damaged').map(({ name }) => name);
  if (damaged.length === 0) return;
  throw new CommandError(
    `Damaged on the server: ${damaged.join(', ')}. To make them again: tiepoint reconstruct ${project.id}`,
  );
}
