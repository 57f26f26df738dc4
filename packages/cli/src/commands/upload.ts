import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { CommandError } from '../command-error.ts';
import { addConnectionOptions, type ConnectionFlags, connect } from '../connection/connect.ts';
import { choosePhotos } from '../photos/choose-photos.ts';
import { count } from '../photos/name-some.ts';
import { uploadWithProgress } from '../photos/upload-with-progress.ts';
import { findProject } from '../projects/find-project.ts';
import type { Shell } from '../shell.ts';

interface UploadFlags extends ConnectionFlags {
  project?: string;
  name?: string;
}

/** `tiepoint upload DIR`: brings the photos of a folder into a new project, or into one that is there. */
export function addUpload(program: Command, shell: Shell): void {
  const command = program
    .command('upload')
    .description('upload the photos of a folder, and of the folders in it')
    .argument('<folder>', 'where the photos are')
    .option(
      '--project <id>',
      'project to upload to: its id or the beginning of it (a new one when nothing is said)',
    )
    .option('--name <name>', "name of the new project (the folder's name when nothing is said)");
  addConnectionOptions(command).action((folder: string, flags: UploadFlags) => upload(shell, folder, flags));
}

async function upload(shell: Shell, folder: string, flags: UploadFlags): Promise<void> {
  if (flags.project && flags.name) {
    throw new CommandError('--name is for a new project; with --project the project has its name already.');
  }
  const photos = await choosePhotos(shell, folder);
  const client = await connect(shell, flags);
  const project = flags.project
    ? await findProject(client, flags.project, shell.signal)
    : await client.createProject(flags.name ?? basename(resolve(folder)), shell.signal);
  shell.print(`Project ${project.id} (${project.name})`);
  // What is known of an upload that breaks off, so that it can be gone on with.
  const again = `tiepoint upload ${folder} --project ${project.id}`;
  shell.signal.addEventListener('abort', () => shell.view.say(`To go on later: ${again}`), { once: true });
  const report = await uploadWithProgress(shell, { client, projectId: project.id, photos });

  if (report.failed.length > 0) {
    throw new CommandError(
      `${count(report.failed.length, 'photo')} could not be uploaded. To try again: ${again}`,
    );
  }
  if (report.uploaded.length + report.alreadyThere.length === 0) {
    throw new CommandError('None of the photos can be used.');
  }
  shell.view.say(`Next: tiepoint reconstruct ${project.id}`);
}
