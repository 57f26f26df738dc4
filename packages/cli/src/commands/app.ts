import { Argument, type Command, Option } from 'commander';
import { type AccountsFlags, addAccountsOption, withAccounts } from '../accounts/with-accounts.ts';
import type { Shell } from '../shell.ts';

interface AddFlags extends AccountsFlags {
  redirectUri: string[];
  origin: string[];
  flow: Flow;
}

type Flow = (typeof FLOWS)[number];

/** The flows of OAuth 2; an app of the implicit flow may use codes too. */
const FLOWS = ['code', 'implicit'] as const;

/** `tiepoint app …`: the programs that may use the API, each with its own app key. */
export function addAppCommands(program: Command, shell: Shell): void {
  const app = program.command('app').description('add, list and remove apps and their keys');
  const collect = (value: string, before: string[]) => [...before, value];
  addAccountsOption(app.command('add').description('add an app and show its key, once'))
    .argument('<name>', 'what users see when the app asks for their consent')
    .option('--redirect-uri <uri>', 'redirect URI allowed for OAuth 2; may be repeated', collect, [])
    .option('--origin <origin>', 'restrict the key to web pages of this origin; may be repeated', collect, [])
    .addOption(
      new Option('--flow <flow>', 'OAuth 2 with codes and PKCE alone, or the implicit flow too')
        .choices(FLOWS)
        .default('implicit'),
    )
    .action((name: string, flags: AddFlags) => add(shell, name, flags));
  addAccountsOption(app.command('list').description('list the apps')).action((flags: AccountsFlags) =>
    list(shell, flags),
  );
  addAccountsOption(app.command('set-flow').description('turn the implicit flow of an app off (code) or on'))
    .argument('<id>', 'as `tiepoint app list` shows it')
    .addArgument(new Argument('<flow>').choices(FLOWS))
    .action((id: string, flow: Flow, flags: AccountsFlags) =>
      withAccounts(shell, flags, async (accounts) => {
        await accounts.setAppFlow(id, flow);
        shell.print(describeFlow(flow));
      }),
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
    const wanted = { name, redirectUris: flags.redirectUri, allowedOrigins: flags.origin, flow: flags.flow };
    const { id, key } = await accounts.addApp(wanted);
    shell.print(`Added ${name}; its id is ${id}.`);
    shell.print(`The key (shown only once): ${key}`);
  });
}

async function list(shell: Shell, flags: AccountsFlags): Promise<void> {
  await withAccounts(shell, flags, async (accounts) => {
    for (const { id, name, redirectUris, allowedOrigins, flow, createdAt } of await accounts.listApps()) {
      shell.print(`${id}  ${name}  since ${createdAt.toISOString().slice(0, 10)}`);
      for (const uri of redirectUris) shell.print(`    redirects to ${uri}`);
      if (redirectUris.length > 0) shell.print(`    ${describeFlow(flow)}`);
      for (const origin of allowedOrigins) shell.print(`    only from  ${nameOrigin(origin)}`);
    }
  });
}

function describeFlow(flow: Flow): string {
  return flow === 'code'
    ? 'OAuth 2 by codes with PKCE alone'
    : 'OAuth 2 by the implicit flow, or codes with PKCE';
}

function nameOrigin(origin: string): string {
  return origin === 'self' ? 'the web page of the service' : origin;
}
