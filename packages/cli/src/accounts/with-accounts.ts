import type { Accounts } from '@tiepoint/server';
import type { Command } from 'commander';
import type { Shell } from '../shell.ts';

/** Which accounts a command works on. */
export interface AccountsFlags {
  data?: string;
}

/** Adds the option that says which accounts a command works on. */
export function addAccountsOption(command: Command): Command {
  return command.option(
    '--data <folder>',
    'data folder of the service (or TIEPOINT_DATA; with TIEPOINT_DATABASE_URL that database)',
  );
}

/** Opens the accounts, beside the service that runs or without one, and closes them however `work` ends. */
export async function withAccounts<T>(
  shell: Shell,
  { data }: AccountsFlags,
  work: (accounts: Accounts) => Promise<T>,
): Promise<T> {
  // Loaded only here: the other commands begin faster without it.
  const { openAccounts } = await import('@tiepoint/server');
  shell.signal.throwIfAborted();
  const accounts = await openAccounts({ dataFolder: data });
  try {
    return await work(accounts);
  } finally {
    await accounts.close();
  }
}
