import { type Command, InvalidArgumentError } from 'commander';

/** Reads a port: 0 to 65535. */
export function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw new InvalidArgumentError('A port is a number up to 65535; 0 picks a free one.');
}

/** Adds the options of every command that runs a server: where its data lies, and its port. */
export function addServerOptions(command: Command): Command {
  return command
    .option(
      '--data <folder>',
      'data folder (or TIEPOINT_DATA; default: /var/lib/tiepoint for root, else ~/.local/share/tiepoint)',
    )
    .option(
      '--port <number>',
      'port of the API and the page, 0 for any free one (or TIEPOINT_PORT; default: 8090)',
      parsePort,
    );
}
