import type { RunningServer } from '@tiepoint/server';
import type { Command } from 'commander';
import { describeCredentials } from '../serving/describe-credentials.ts';
import { describeEngines } from '../serving/describe-engines.ts';
import { runWithServer, type ServerFlags, untilInterrupted } from '../serving/run-with-server.ts';
import type { Shell } from '../shell.ts';
import { addServerOptions } from './arguments.ts';

/** `tiepoint serve`: runs the service until it is stopped. */
export function addServe(program: Command, shell: Shell): void {
  addServerOptions(program.command('serve'))
    .description('run the service')
    .option('--host <address>', 'address to listen on (or TIEPOINT_HOST; default: 127.0.0.1)')
    .action((flags: ServerFlags) => serve(shell, flags));
}

async function serve(shell: Shell, flags: ServerFlags): Promise<void> {
  await runWithServer(shell, flags, async (server, { signal }) => {
    shell.print(`Tiepoint runs at ${server.endpoint} (Ctrl-C stops it).`);
    shell.print(`Everything is kept in ${server.dataFolder}.`);
    for (const line of describeCredentials(server)) shell.print(line);
    void printEngines(shell, server);
    await untilInterrupted(shell, signal);
  });
}

/** An engine program that hangs must not keep the server from stopping. */
async function printEngines(shell: Shell, server: RunningServer): Promise<void> {
  try {
    for (const line of describeEngines(await server.engines())) shell.print(line);
  } catch {
    // The server's log has the reason.
  }
}
