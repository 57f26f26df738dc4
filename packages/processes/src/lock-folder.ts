import { createHash } from 'node:crypto';
import { realpathSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the holder of a folder's lock reports. */
interface Holder {
  pid: number;
  /** It is about to release the lock. */
  ending: boolean;
}

/** Another process holds the folder. */
export class FolderHeld extends Error {
  /** Undefined when it does not respond, for example because it hangs. */
  readonly holder: Holder | undefined;

  constructor(folder: string, holder?: Holder) {
    super(`Another process${holder ? ` (${holder.pid})` : ''} works in ${folder}.`);
    this.name = 'FolderHeld';
    this.holder = holder;
  }
}

/** A folder locked by this process. */
export interface FolderLock {
  /** Tells processes that ask for the folder that it will be released soon. */
  announceEnd(): void;
  release(): Promise<void>;
}

/** Longest path of a socket that the kernel accepts (108 with the final zero byte). */
const MAX_SOCKET_PATH_BYTES = 107;

/** The holder responds at once with one line, unless it is suspended. */
const ANSWER_MS = 1000;

/**
 * Holds a folder for this process alone. The lock is a listening Unix socket: it dies with the process, however that
 * ends, so that stale locks do not exist. Throws FolderHeld when another process has it.
 */
export async function lockFolder(folder: string): Promise<FolderLock> {
  const path = socketPath(folder);
  const self: Holder = { pid: process.pid, ending: false };
  const server = (await tryListen(path, self)) ?? (await takeOver(path, folder, self));
  server.unref();
  return {
    announceEnd: () => {
      self.ending = true;
    },
    release: () => new Promise<void>((done) => server.close(() => done())),
  };
}

function socketPath(folder: string): string {
  const inside = join(realpathSync(folder), 'lock');
  if (Buffer.byteLength(inside) <= MAX_SOCKET_PATH_BYTES) return inside;
  const hash = createHash('sha256').update(inside).digest('hex').slice(0, 16);
  return join(tmpdir(), `tiepoint-${hash}.lock`);
}

async function takeOver(path: string, folder: string, self: Holder): Promise<Server> {
  const answer = await ask(path);
  if (answer === undefined) {
    await rm(path, { force: true });
    const server = await tryListen(path, self);
    if (server) return server;
  }
  throw new FolderHeld(folder, readHolder(answer));
}

function tryListen(path: string, self: Holder): Promise<Server | undefined> {
  return new Promise((done, fail) => {
    const server = createServer((socket) => {
      socket.on('error', () => {});
      socket.end(JSON.stringify(self));
    });
    server.once('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EADDRINUSE') done(undefined);
      else fail(error);
    });
    server.listen(path, () => done(server));
  });
}

/** What the holder reports; an empty object when it does not respond, undefined without a holder. */
function ask(path: string): Promise<string | undefined> {
  return new Promise((done) => {
    let answer: string | undefined;
    const socket = connect(path);
    socket.setEncoding('utf8').setTimeout(ANSWER_MS, () => socket.destroy());
    socket.once('connect', () => {
      answer = '';
    });
    socket.on('data', (text) => {
      answer += String(text);
    });
    socket.once('error', () => {});
    socket.once('close', () => done(answer));
  });
}

function readHolder(answer: string | undefined): Holder | undefined {
  try {
    const holder: unknown = JSON.parse(answer ?? '');
    const told = typeof holder === 'object' && holder !== null && 'pid' in holder && 'ending' in holder;
    return told && typeof holder.pid === 'number'
      ? { pid: holder.pid, ending: holder.ending === true }
      : undefined;
  } catch {
    return undefined;
  }
}
