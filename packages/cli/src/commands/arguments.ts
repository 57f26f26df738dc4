import { InvalidArgumentError } from 'commander';

/** Reads a port: 0 to 65535. */
export function parsePort(text: string): number {
  const port = Number(text);
  if (/^\d+$/.test(text) && port <= 65535) return port;
  throw new InvalidArgumentError('A port is a number up to 65535; 0 picks a free one.');
}
