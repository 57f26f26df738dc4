import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { StartupError } from '../errors/startup-error.ts';

/** Listens and gives the port, which is a free one where 0 was asked for. A taken port is a StartupError. */
export async function listen(
  server: Server,
  address: { host: string; port: number; flag: string },
): Promise<number> {
  await new Promise<void>((done, fail) => {
    server.once('error', (error: NodeJS.ErrnoException) => fail(explain(error, address)));
    server.listen(address.port, address.host, done);
  });
  return (server.address() as AddressInfo).port;
}

/** Puts a listening failure into a sentence that says what to do. */
export function explain(
  error: NodeJS.ErrnoException,
  address: { host: string; port: number; flag: string },
): Error {
  const where = `${address.host}:${address.port}`;
  if (error.code === 'EADDRINUSE') {
    return new StartupError(
      `Port ${address.port} is taken by another program. Choose another with ${address.flag} (0 = any free one).`,
      { cause: error },
    );
  }
  if (error.code === 'EACCES') {
    return new StartupError(`This account may not listen on ${where}. Choose a port above 1024.`, {
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
