import type { Command } from 'commander';
import { type AccountsFlags, addAccountsOption, withAccounts } from '../accounts/with-accounts.ts';
import type { Shell } from '../shell.ts';

interface AddFlags extends AccountsFlags {
  redirectUri: string[];
  origin: string[];
}

/** `tiepoint app …`: the programs that may speak with the service, each by a key of its own. */
export function addAppCommands(program: Command, shell: Shell): void {
  const app = program
    .command('app')
    .description('add, list and remove the apps that have a key of their own');
  const collect = (value: string, before: string[]) => [...before, value];
  addAccountsOption(app.command('add').description('add an app and show its key, once'))
    .argument('<name>', 'what users see when the app asks for their consent')
    .option('--redirect-uri <uri>', 'where OAuth 2 may send users back to; may be repeated', collect, [])
    .option('--origin <origin>', 'limit the key to pages of this origin; may be repeated', collect, [])
    .action((name: string, flags: AddFlags) => add(shell, name, flags));
  addAccountsOption(app.command('list').description('list the apps')).action((flags: AccountsFlags) =>
    list(shell, flags),
  );
  addAccountsOption(
    app.command('remove').description('remove an app; its key and the tokens given to it end at once'),
  )
    .argument('<id>', 'as `tiepoint app list` shows it')
    .action((id: string, flags: AccountsFlags) =>
      withAccounts(shell, flags, async (accounts) => {
        await accounts.removeApp(id);
        shell.print(`${id} is removed.`);
      }),
    );
}

async function add(shell: Shell, name: string, flags: AddFlags): Promise<void> {
  await withAccounts(shell, flags, async (accounts) => {
    const wanted = { name, redirectUris: flags.redirectUri, allowedOrigins: flags.origin };
    const { id, key } = await accounts.addApp(wanted);
    shell.print(`${name} is added; its id is ${id}.`);
    shell.print(`The key (shown this once): ${key}`);
  });
}

async function list(shell: Shell, flags: AccountsFlags): Promise<void> {
  await withAccounts(shell, flags, async (accounts) => {
    for (const { id, name, redirectUris, allowedOrigins, createdAt } of await accounts.listApps()) {
      shell.print(`${id}  ${name}  since ${createdAt.toISOString().slice(0, 10)}`);
      for (const uri of redirectUris) shell.print(`    back to  ${uri}`);
      for (const origin of allowedOrigins) shell.print(`    only from  ${nameOrigin(origin)}`);
    }
  });
}

function nameOrigin(origin: string): string {
  return origin === 'self' ? 'the page of the service itself' : origin;
}
