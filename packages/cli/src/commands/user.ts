import type { Command } from 'commander';
import { askPassword, type ChosenPassword } from '../accounts/ask-password.ts';
import { type AccountsFlags, addAccountsOption, withAccounts } from '../accounts/with-accounts.ts';
import type { Shell } from '../shell.ts';

interface PasswordFlags extends AccountsFlags {
  passwordStdin?: true;
}

interface AddFlags extends PasswordFlags {
  username?: string;
}

/** `tiepoint user …`: the people who may use the service. */
export function addUserCommands(program: Command, shell: Shell): void {
  const user = program.command('user').description('add, list and remove the people who may use the service');
  const passwordOption = ['--password-stdin', 'read the password from standard input'] as const;
  addAccountsOption(user.command('add').description('add a user; asks for a password, or makes one'))
    .argument('<email>', 'to log in with')
    .option('--username <name>', 'what people see (by default what stands before the @)')
    .option(...passwordOption)
    .action((email: string, flags: AddFlags) => add(shell, email, flags));
  addAccountsOption(user.command('list').description('list the users')).action((flags: AccountsFlags) =>
    list(shell, flags),
  );
  addAccountsOption(
    user.command('set-password').description('set a password; what the one before has given ends'),
  )
    .argument('<email>')
    .option(...passwordOption)
    .action((email: string, flags: PasswordFlags) => changePassword(shell, email, flags));
  addAccountsOption(user.command('remove').description('remove a user who has no projects'))
    .argument('<email>')
    .action((email: string, flags: AccountsFlags) =>
      withAccounts(shell, flags, async (accounts) => {
        await accounts.removeUser(email);
        shell.print(`${email} is removed.`);
      }),
    );
}

async function add(shell: Shell, email: string, flags: AddFlags): Promise<void> {
  const chosen = await askPassword(shell, flags);
  await withAccounts(shell, flags, async (accounts) => {
    const username = flags.username ?? email.split('@')[0] ?? '';
    const user = await accounts.addUser({ email, username, password: chosen.password });
    shell.print(`${user.email} (${user.username}) may log in now.`);
    showIfMade(shell, chosen);
  });
}

async function changePassword(shell: Shell, email: string, flags: PasswordFlags): Promise<void> {
  const chosen = await askPassword(shell, flags);
  await withAccounts(shell, flags, async (accounts) => {
    await accounts.setPassword(email, chosen.password);
    shell.print(`${email} has a new password.`);
    showIfMade(shell, chosen);
  });
}

async function list(shell: Shell, flags: AccountsFlags): Promise<void> {
  await withAccounts(shell, flags, async (accounts) => {
    for (const { email, username, hasPassword, createdAt } of await accounts.listUsers()) {
      const day = createdAt.toISOString().slice(0, 10);
      shell.print(`${email}  ${username}  since ${day}${hasPassword ? '' : '  (no password)'}`);
    }
  });
}

function showIfMade(shell: Shell, { password, made }: ChosenPassword): void {
  if (made) shell.print(`The password (shown this once): ${password}`);
}
