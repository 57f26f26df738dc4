import type { Command } from 'commander';
import { CommandError } from '../command-error.ts';
import { formatBytes } from '../progress/format-amount.ts';
import type { Shell } from '../shell.ts';

interface DataFlags {
  data?: string;
}

const DATA = '--data <folder>';

/** `tiepoint backup`, `tiepoint restore` and `tiepoint upgrade-database`: what an operator does with the data folder. */
export function addBackupCommands(program: Command, shell: Shell): void {
  program
    .command('backup')
    .description('write everything into a new folder, while the service runs or not')
    .argument('<folder>', 'where to; made if need be')
    .option(DATA, 'data folder of the service (or TIEPOINT_DATA)')
    .action((folder: string, flags: DataFlags) => backUpTo(shell, folder, flags));
  program
    .command('restore')
    .description('make a data folder of a backup')
    .argument('<folder>', 'the backup')
    .requiredOption(DATA, 'the new data folder')
    .action((folder: string, flags: DataFlags) => restoreFrom(shell, folder, flags));
  program
    .command('upgrade-database')
    .description('bring the embedded database to the PostgreSQL that this Tiepoint has')
    .option(DATA, 'data folder of the service (or TIEPOINT_DATA)')
    .option(
      '--programs <folder>',
      "programs of the old PostgreSQL (Debian's: /usr/lib/postgresql/VERSION/bin)",
    )
    .action((flags: DataFlags & { programs?: string }) => upgrade(shell, flags));
}

async function backUpTo(shell: Shell, folder: string, { data }: DataFlags): Promise<void> {
  // Loaded only here: the other commands begin faster without it.
  const { backUp } = await import('@tiepoint/server');
  const { objects, bytes, database, damaged } = await backUp(folder, { dataFolder: data }, shell.signal);
  const rows = database.tables.reduce((sum, table) => sum + table.rows, 0);
  shell.print(`${rows} rows and ${objects} files (${formatBytes(bytes)}) are in ${folder}.`);
  if (damaged.length === 0) return;
  const list = damaged.map((path) => `  ${path}`).join('\n');
  throw new CommandError(`The backup is whole but for files that were lost before:\n${list}`);
}

async function restoreFrom(shell: Shell, folder: string, { data }: DataFlags): Promise<void> {
  const { restoreBackup } = await import('@tiepoint/server');
  const { createdAt, objects } = await restoreBackup(folder, { dataFolder: data }, shell.signal);
  shell.print(`${data} is as it was at ${createdAt}, with ${objects} files.`);
}

async function upgrade(shell: Shell, { data, programs }: DataFlags & { programs?: string }): Promise<void> {
  const { upgradeDatabase } = await import('@tiepoint/server');
  const { signal } = shell;
  const { from, to, kept } = await upgradeDatabase({ dataFolder: data }, { programs, signal });
  if (!kept) return shell.print(`The database is one of PostgreSQL ${to} already.`);
  shell.print(
    `The database is one of PostgreSQL ${to} now. The one of PostgreSQL ${from} is kept in ${kept};`,
  );
  shell.print('remove it when all is well.');
}
