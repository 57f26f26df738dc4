import type { Command } from 'commander';
import { type AccountsFlags, addAccountsOption, withAccounts } from '../accounts/with-accounts.ts';
import type { Shell } from '../shell.ts';

interface AddFlags extends AccountsFlags {
  redirectUri: string[];
  origin: string[];
}

/** `tiepoint app …`: the programs that may use the API, each with its own app key. */
export function addAppCommands(program: Command, shell: Shell): void {
  const app = program.command('app').description('add, list and remove apps and their keys');
  const collect = (value: string, before: string[]) => [...before, value];
  addAccountsOption(app.command('add').description('add an app and show its key, once'))
    .argument('<name>', 'what users see when the app asks for their consent')
    .option('--redirect-uri <uri>', 'redirect URI allowed for OAuth 2; may be repeated', collect, [])
    .option('--origin <origin>', 'restrict the key to web pages of this origin; may be repeated', collect, [])
    .action((name: string, flags: AddFlags) => add(shell, name, flags));
  addAccountsOption(app.command('list').description('list the apps')).action((flags: AccountsFlags) =>
    list(shell, flags),
  );
  addAccountsOption(
    app.command('remove').description('remove an app; its key and tokens stop working at once'),
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
    shell.print(`Added ${name}; its id is ${id}.`);
    shell.print(`The key (shown only once): ${key}`);
  });
}

async function list(shell: Shell, flags: AccountsFlags): Promise<void> {
  await withAccounts(shell, flags, async (accounts) => {
    for (const { id, name, redirectUris, allowedOrigins, createdAt } of await accounts.listApps()) {
      shell.print(`${id}  ${name}  since ${createdAt.toISOString().slice(0, 10)}`);
      for (const uri of redirectUris) shell.print(`    redirects to ${uri}`);
      for (const origin of allowedOrigins) shell.print(`    only from  ${nameOrigin(origin)}`);
    }
  });
}

function nameOrigin(origin: string): string {
  return origin === 'self' ? 'the web page of the service' : origin;
}
