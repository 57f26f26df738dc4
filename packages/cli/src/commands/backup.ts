import type { Command } from 'commander';
import { CommandError } from '../command-error.ts';
import { formatBytes } from '../progress/format-amount.ts';
import type { Shell } from '../shell.ts';

interface DataFlags {
  data?: string;
}

const DATA = '--data <folder>';

/** `tiepoint backup`, `tiepoint restore` and `tiepoint upgrade-database`: maintenance of the data folder. */
export function addBackupCommands(program: Command, shell: Shell): void {
  program
    .command('backup')
    .description('back up everything into a new folder, whether the service is running or not')
    .argument('<folder>', 'destination; created if missing')
    .option(DATA, 'data folder of the service (or TIEPOINT_DATA)')
    .action((folder: string, flags: DataFlags) => backUpTo(shell, folder, flags));
  program
    .command('restore')
    .description('create a data folder from a backup')
    .argument('<folder>', 'the backup')
    .requiredOption(DATA, 'the new data folder')
    .action((folder: string, flags: DataFlags) => restoreFrom(shell, folder, flags));
  program
    .command('upgrade-database')
    .description('upgrade the embedded database to the PostgreSQL version of this Tiepoint')
    .option(DATA, 'data folder of the service (or TIEPOINT_DATA)')
    .option(
      '--programs <folder>',
      'bin folder of the old PostgreSQL (on Debian: /usr/lib/postgresql/VERSION/bin)',
    )
    .action((flags: DataFlags & { programs?: string }) => upgrade(shell, flags));
}

async function backUpTo(shell: Shell, folder: string, { data }: DataFlags): Promise<void> {
  // Imported lazily, so that the other commands start faster.
  const { backUp } = await import('@tiepoint/server');
  const { objects, bytes, database, damaged } = await backUp(folder, { dataFolder: data }, shell.signal);
  const rows = database.tables.reduce((sum, table) => sum + table.rows, 0);
  shell.print(`Backed up ${rows} rows and ${objects} files (${formatBytes(bytes)}) to ${folder}.`);
  if (damaged.length === 0) return;
  const list = damaged.map((path) => `  ${path}`).join('\n');
  throw new CommandError(`The backup is complete except for files that were lost before:\n${list}`);
}

async function restoreFrom(shell: Shell, folder: string, { data }: DataFlags): Promise<void> {
  const { restoreBackup } = await import('@tiepoint/server');
  const { createdAt, objects } = await restoreBackup(folder, { dataFolder: data }, shell.signal);
  shell.print(`Restored ${data} as of ${createdAt}, with ${objects} files.`);
}

async function upgrade(shell: Shell, { data, programs }: DataFlags & { programs?: string }): Promise<void> {
  const { upgradeDatabase } = await import('@tiepoint/server');
  const { signal } = shell;
  const { from, to, kept } = await upgradeDatabase({ dataFolder: data }, { programs, signal });
  if (!kept) return shell.print(`The database is already at PostgreSQL ${to}.`);
  shell.print(`The database is now at PostgreSQL ${to}. The one of PostgreSQL ${from} is kept in ${kept};`);
  shell.print('remove it once everything works.');
}
