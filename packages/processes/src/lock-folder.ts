import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Another process works in the folder. */
export class FolderHeld extends Error {
  constructor(folder: string) {
    super(`Another process works in ${folder}.`);
    this.name = 'FolderHeld';
  }
}

/** The kernel takes no longer path for a socket (with its final zero byte it is 108). */
const MAX_SOCKET_PATH_BYTES = 107;

/**
 * Holds a folder for this process alone. The lock is a listening Unix socket: it dies with the process, however
 * that ends, so nobody ever has to remove a stale lock by hand. Throws FolderHeld where another process has it.
 */
export async function lockFolder(folder: string): Promise<{ release(): Promise<void> }> {
  const path = socketPath(folder);
  const server = (await tryListen(path)) ?? (await takeOver(path, folder));
  server.unref();
  return {
    release: () => new Promise<void>((done) => server.close(() => done())),
  };
}

function socketPath(folder: string): string {
  const inside = join(realpathSync(folder), 'lock');
  if (Buffer.byteLength(inside) <= MAX_SOCKET_PATH_BYTES) return inside;
  const hash = createHash('sha256').update(inside).digest('hex').slice(0, 16);
  return join(tmpdir(), `tiepoint-${hash}.lock`);
}

async function takeOver(path: string, folder: string): Promise<Server> {
  if (!(await somebodyListens(path))) {
    await rm(path, { force: true });
    const server = await tryListen(path);
    if (server) return server;
  }
  throw new FolderHeld(folder);
}

function tryListen(path: string): Promise<Server | undefined> {
  return new Promise((done, fail) => {
    const server = createServer((socket) => socket.destroy());
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') done(undefined);
      else fail(error);
    });
    server.listen(path, () => done(server));
  });
}

function somebodyListens(path: string): Promise<boolean> {
  return new Promise((done) => {
    const socket = connect(path);
    socket.once('connect', () => {
      socket.destroy();
      done(true);
    });
    socket.once('error', () => done(false));
  });
}
