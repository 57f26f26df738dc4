import { eachItem } from '@tiepoint/client';
import { type Command, Option } from 'commander';
import { addConnectionOptions, type ConnectionFlags, connect } from '../connection/connect.ts';
import { findProject } from '../projects/find-project.ts';
import type { Shell } from '../shell.ts';

interface PhotosFlags extends ConnectionFlags {
  sort: 'registered' | 'name';
  invalid?: boolean;
}

const PAGE = 1000;

/** `tiepoint photos P`: the photos of a project with their verdicts, one per line. */
export function addPhotos(program: Command, shell: Shell): void {
  const command = program
    .command('photos')
    .description('list the photos of a project with their states')
    .argument('<project>', 'id of the project, or a unique prefix of it')
    .addOption(
      new Option('--sort <order>', 'order of the photos')
        .choices(['registered', 'name'])
        .default('registered'),
    )
    .option('--invalid', 'only photos that are Invalid, with the reasons');
  addConnectionOptions(command).action((project: string, flags: PhotosFlags) => list(shell, project, flags));
}

async function list(shell: Shell, beginning: string, flags: PhotosFlags): Promise<void> {
  const client = await connect(shell, flags);
  const { id: projectId } = await findProject(client, beginning, shell.signal);
  const query = {
    projectId,
    filter: flags.invalid ? 'Invalid' : 'All',
    order: flags.sort === 'name' ? 'Name' : 'Registered',
    first: PAGE,
  } as const;
  const photos = eachItem((after) => client.listImages({ ...query, after }, shell.signal));
  for await (const { name, state, error } of photos) {
    shell.print(`${state.padEnd('Processing'.length)}  ${[name, ...(error ?? [])].join('  ')}`);
  }
}
