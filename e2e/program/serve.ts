import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Client, type Connection, createClient } from '@tiepoint/client';
import { type FilePhoto, nodePlatform } from '@tiepoint/client/node';
import { type CommandOptions, type RunningCommand, startTiepoint } from './run-tiepoint.ts';

/** A server that was started with `tiepoint serve`. */
export interface Served extends AsyncDisposable {
  readonly command: RunningCommand;
  readonly connection: Connection;
  readonly client: Client<FilePhoto>;
}

/** A server that has hung must not take the other tests with it. */
const STOPPED_WITHIN_MS = 60_000;

/** Starts a server on a data folder and waits until it takes requests; ended by SIGTERM when the test is over. */
export async function serve(
  dataFolder: string,
  options?: CommandOptions & { port?: number },
): Promise<Served> {
  const args = ['serve', '--data', dataFolder, '--port', String(options?.port ?? 0)];
  const command = startTiepoint(args, options);
  await command.said(/^Tiepoint runs at (\S+) .*\nEverything is kept/m);
  const connection = await readConnection(dataFolder);
  return {
    command,
    connection,
    client: connectTo(connection),
    async [Symbol.asyncDispose]() {
      command.kill('SIGTERM');
      const patience = setTimeout(() => command.kill('SIGKILL'), STOPPED_WITHIN_MS);
      await command.result;
      clearTimeout(patience);
    },
  };
}

/** A client of the server that was started last on a data folder. */
export function connectTo(connection: Connection): Client<FilePhoto> {
  return createClient({ ...connection, platform: nodePlatform() });
}

/** What the server keeps in its data folder for the clients on this machine. */
export async function readConnection(dataFolder: string): Promise<Connection> {
  return JSON.parse(await readFile(join(dataFolder, 'credentials.json'), 'utf8')) as Connection;
}
