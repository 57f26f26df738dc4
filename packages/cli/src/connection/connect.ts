import { type Client, type Connection, ConnectionError, createClient } from '@tiepoint/client';
import { type FilePhoto, nodePlatform } from '@tiepoint/client/node';
import type { Command } from 'commander';
import { CommandError } from '../command-error.ts';
import type { Shell } from '../shell.ts';

/** Options for the connection to a server. */
export interface ConnectionFlags {
  endpoint?: string;
  key?: string;
  token?: string;
  data?: string;
}

/** Adds the options for the connection to a server. */
export function addConnectionOptions(command: Command): Command {
  return command
    .option(
      '--endpoint <url>',
      'address of the server (or TIEPOINT_ENDPOINT; default: the one in the data folder)',
    )
    .option('--key <key>', 'app key (or TIEPOINT_KEY)')
    .option('--token <token>', 'user token (or TIEPOINT_TOKEN)')
    .option('--data <folder>', 'data folder of a server on this machine, to read all three from');
}

/** Creates a client from options, environment or data folder, in this order, and tests the connection. */
export async function connect(shell: Shell, flags: ConnectionFlags): Promise<Client<FilePhoto>> {
  const connection = await findConnection(shell, flags);
  const client = createClient({ ...connection, platform: nodePlatform() });
  const { username } = await client.greet(shell.signal).catch((error: unknown) => {
    if (!(error instanceof ConnectionError && error.transient)) throw error;
    throw new CommandError(`${error.message} Start one with: tiepoint serve`, { cause: error });
  });
  if (username === undefined) {
    throw new CommandError(`The server at ${connection.endpoint} rejects this key and token.`);
  }
  return client;
}

async function findConnection({ environment }: Shell, flags: ConnectionFlags): Promise<Connection> {
  const endpoint = flags.endpoint ?? (flags.data ? undefined : environment.TIEPOINT_ENDPOINT);
  const key = flags.key ?? environment.TIEPOINT_KEY;
  const token = flags.token ?? environment.TIEPOINT_TOKEN;
  if (endpoint === undefined) {
    return readDataFolder(flags.data ?? environment.TIEPOINT_DATA);
  }
  // The credentials of a data folder are only sent to its own server.
  if (!key || !token) {
    throw new CommandError(
      `${endpoint} needs a key and a token: --key and --token, or TIEPOINT_KEY and TIEPOINT_TOKEN.`,
    );
  }
  if (!URL.canParse(endpoint))
    throw new CommandError(`${endpoint} is not an address like http://127.0.0.1:8090.`);
  return { endpoint, key, token };
}

async function readDataFolder(folder: string | undefined): Promise<Connection> {
  // Imported lazily: the server has many dependencies.
  const { defaultDataFolder, readLocalCredentials } = await import('@tiepoint/server');
  const dataFolder = folder ?? defaultDataFolder();
  const credentials = await readLocalCredentials(dataFolder);
  if (credentials) return credentials;
  throw new CommandError(
    `No server has been started on ${dataFolder}. Start one with \`tiepoint serve\`, or give its address with ` +
      '--endpoint, --key and --token, or with --data.',
  );
}
