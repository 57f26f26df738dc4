import type { Accounts } from '@tiepoint/server';
import type { Command } from 'commander';
import type { Shell } from '../shell.ts';

/** Whose accounts a command changes. */
export interface AccountsFlags {
  data?: string;
}

/** Adds the option that selects the accounts. */
export function addAccountsOption(command: Command): Command {
  return command.option(
    '--data <folder>',
    'data folder of the service (or TIEPOINT_DATA; ignored when TIEPOINT_DATABASE_URL is set)',
  );
}

/** Opens the accounts, whether the service is running or not, and always closes them after `work`. */
export async function withAccounts<T>(
  shell: Shell,
  { data }: AccountsFlags,
  work: (accounts: Accounts) => Promise<T>,
): Promise<T> {
  // Imported lazily, so that the other commands start faster.
  const { openAccounts } = await import('@tiepoint/server');
  shell.signal.throwIfAborted();
  const accounts = await openAccounts({ dataFolder: data });
  try {
    return await work(accounts);
  } finally {
    await accounts.close();
  }
}
