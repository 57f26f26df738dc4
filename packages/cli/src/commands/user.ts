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

/** `tiepoint user …`: the accounts of the service. */
export function addUserCommands(program: Command, shell: Shell): void {
  const user = program.command('user').description('add, list and remove user accounts');
  const passwordOption = ['--password-stdin', 'read the password from standard input'] as const;
  addAccountsOption(user.command('add').description('add a user; asks for a password or generates one'))
    .argument('<email>', 'to log in with')
    .option('--username <name>', 'display name (default: the email up to the @)')
    .option(...passwordOption)
    .action((email: string, flags: AddFlags) => add(shell, email, flags));
  addAccountsOption(user.command('list').description('list the users')).action((flags: AccountsFlags) =>
    list(shell, flags),
  );
  addAccountsOption(
    user.command('set-password').description('set a new password; revokes tokens obtained with the old one'),
  )
    .argument('<email>')
    .option(...passwordOption)
    .action((email: string, flags: PasswordFlags) => changePassword(shell, email, flags));
  addAccountsOption(user.command('remove').description('remove a user without projects'))
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
    shell.print(`Added ${user.email} (${user.username}).`);
    showIfGenerated(shell, chosen);
  });
}

async function changePassword(shell: Shell, email: string, flags: PasswordFlags): Promise<void> {
  const chosen = await askPassword(shell, flags);
  await withAccounts(shell, flags, async (accounts) => {
    await accounts.setPassword(email, chosen.password);
    shell.print(`Changed the password of ${email}.`);
    showIfGenerated(shell, chosen);
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

function showIfGenerated(shell: Shell, { password, generated: made }: ChosenPassword): void {
  if (made) shell.print(`The password (shown only once): ${password}`);
}
