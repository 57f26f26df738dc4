import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StartupError } from '../errors/startup-error.ts';

/** Listens and gives the port, which is a free one where 0 was asked for. A taken port is a StartupError. */
export async function listen(
  server: Server,
  address: { host: string; port: number; flag: string },
): Promise<number> {
  await new Promise<void>((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => fail(explainListenError(error, address)));
    server.listen(address.port, address.host, done);
  });
  return (server.address() as AddressInfo).port;
}

/** Fails as `listen` would where the port is taken; for a port that is listened on only later in the start. */
export async function assertPortFree(address: { host: string; port: number; flag: string }): Promise<void> {
  const server = createServer();
  await listen(server, address);
  await new Promise((done) => server.close(done));
}

/** The address of a server for programs on this machine, also where it listens on every interface. */
export function urlOf(host: string, port: number): string {
  if (host === '0.0.0.0' || host === '::') return `http://127.0.0.1:${port}`;
  return host.includes(':') ? `http://[${host}]:${port}` : `http://${host}:${port}`;
}

/** The StartupError for an address that can't be listened on, with the way out; any other error as it is. */
export function explainListenError(
  error: NodeJS.ErrnoException,
  address: { host: string; port: number; flag: string },
): Error {
  const where = `${address.host}:${address.port}`;
  if (error.code === 'EADDRINUSE') {
    return new StartupError(
      `Port ${address.port} is used by another program. Choose another with ${address.flag} (0 picks a free one).`,
      { cause: error },
    );
  }
  if (error.code === 'EACCES') {
    return new StartupError(`This account is not allowed to listen on ${where}. Choose a port above 1024.`, {
      cause: error,
    });
  }
  if (error.code === 'EADDRNOTAVAIL') {
    return new StartupError(`This machine has no address ${address.host}. Choose another host.`, {
      cause: error,
    });
  }
  return error;
}
