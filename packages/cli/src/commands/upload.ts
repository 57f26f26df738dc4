import { basename, resolve } from 'node:path';
import type { Command } from 'commander';
import { CommandError } from '../command-error.ts';
import { addConnectionOptions, type ConnectionFlags, connect } from '../connection/connect.ts';
import { chooseUpload } from '../photos/choose-upload.ts';
import { count } from '../photos/name-some.ts';
import { sendMetaFiles } from '../photos/send-meta-files.ts';
import { uploadWithProgress } from '../photos/upload-with-progress.ts';
import { findProject } from '../projects/find-project.ts';
import type { Shell } from '../shell.ts';

interface UploadFlags extends ConnectionFlags {
  project?: string;
  name?: string;
}

/** `tiepoint upload DIR`: uploads the photos and meta files of a folder to a new project or to an existing one. */
export function addUpload(program: Command, shell: Shell): void {
  const command = program
    .command('upload')
    .description('upload the photos of a folder and its subfolders, and the meta files beside them')
    .argument('<folder>', 'folder with the photos, and optionally pose.txt, group.txt and camera.txt')
    .option(
      '--project <id>',
      'project to upload to: its id or a unique prefix of it (default: a new project)',
    )
    .option('--name <name>', "name of the new project (default: the folder's name)");
  addConnectionOptions(command).action((folder: string, flags: UploadFlags) => upload(shell, folder, flags));
}

async function upload(shell: Shell, folder: string, flags: UploadFlags): Promise<void> {
  if (flags.project && flags.name) {
    throw new CommandError('--name is for a new project; leave it out with --project.');
  }
  const { photos, metaFiles } = await chooseUpload(shell, folder);
  const client = await connect(shell, flags);
  const project = flags.project
    ? await findProject(client, flags.project, shell.signal)
    : await client.createProject(flags.name ?? basename(resolve(folder)), shell.signal);
  shell.print(`Project ${project.id} (${project.name})`);
  // How to resume an upload that is interrupted.
  const again = `tiepoint upload ${folder} --project ${project.id}`;
  shell.signal.addEventListener('abort', () => shell.view.say(`To resume: ${again}`), { once: true });
  const report = await uploadWithProgress(shell, { client, projectId: project.id, photos });

  if (report.failed.length > 0) {
    throw new CommandError(
      `${count(report.failed.length, 'photo')} could not be uploaded. To retry: ${again}`,
    );
  }
  if (report.uploaded.length + report.alreadyThere.length === 0) {
    throw new CommandError('None of the photos is usable.');
  }
  await sendMetaFiles(shell, { client, projectId: project.id, metaFiles });
  shell.view.say(`Next: tiepoint reconstruct ${project.id}`);
}
