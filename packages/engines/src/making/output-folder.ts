import { mkdir, readdir, rm, rmdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { FolderHeld, lockFolder } from '@tiepoint/processes';

/** Why nothing can be made in a folder, and what to do, as a sentence. */
export class OutputFolderRefused extends Error {
  readonly code = 'OUTPUT_FOLDER';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'OutputFolderRefused';
  }
}

/** A folder that a model is made in, held for this process alone. */
export interface OutputFolder extends AsyncDisposable {
  /** Absolute. */
  path: string;
  /** Where engines work; it goes when the model is done. */
  workFolder: string;
  /** Tells what was begun. */
  recordFile: string;
  /** Tells what the model was made from; it is there once the model is done. */
  manifestFile: string;
  /** What the programs say, while they work. */
  logFile: string;
  /** Removes everything but what people get. */
  removeWork(): Promise<void>;
}

/** With a dot, as nothing that people get. */
const OWN_FOLDER = '.tiepoint';
export const MANIFEST_NAME = 'manifest.json';
export const LOG_NAME = 'log.txt';
/** What a lock is called; it goes with the lock. */
const LOCK_NAME = 'lock';

const SENTENCES: Record<string, (path: string) => string> = {
  EACCES: (path) => `Nothing can be written to ${path}: this account may not. Choose another folder.`,
  EROFS: (path) => `Nothing can be written to ${path}: it lies on a read-only disk. Choose another folder.`,
  ENOTDIR: (path) => `${path} can't be made: a part of it is a file. Choose another folder.`,
  EEXIST: (path) => `${path} is a file. Choose a folder.`,
  ENOSPC: (path) => `Nothing can be written to ${path}: the disk is full. Free some space.`,
};

/**
 * Makes a folder for a model, or takes up one in which a model was made or begun, and holds it until it is disposed of.
 * Throws OutputFolderRefused where it holds other things, can't be written to, or is held by another process.
 */
export async function openOutputFolder(folder: string): Promise<OutputFolder> {
  const path = resolve(folder);
  const own = join(path, OWN_FOLDER);
  const isNew = await prepare(path, own);
  const lock = await hold(path, own);
  return {
    path,
    workFolder: join(own, 'work'),
    recordFile: join(own, 'begun.json'),
    manifestFile: join(path, MANIFEST_NAME),
    logFile: join(path, LOG_NAME),
    async removeWork() {
      // The folder itself holds the lock.
      for (const name of await readdir(own)) {
        if (name !== LOCK_NAME) await rm(join(own, name), { recursive: true, force: true });
      }
    },
    async [Symbol.asyncDispose]() {
      await lock.release();
      // Only where nothing is in it: another process may hold it by now.
      for (const each of isNew ? [own, path] : [own]) await rmdir(each).catch(() => {});
    },
  };
}

/** Tells whether the folder was made just now. */
async function prepare(path: string, own: string): Promise<boolean> {
  try {
    const isNew = (await mkdir(path, { recursive: true })) !== undefined;
    await assertOurs(path);
    await mkdir(own, { recursive: true, mode: 0o700 });
    return isNew;
  } catch (cause) {
    const sentence = isErrnoException(cause) ? SENTENCES[cause.code ?? ''] : undefined;
    throw sentence ? new OutputFolderRefused(sentence(path), { cause }) : cause;
  }
}

/** A model is made of some ten files, which must not go among others, or over them. */
async function assertOurs(path: string): Promise<void> {
  const names = await readdir(path);
  if (names.includes(OWN_FOLDER) || names.includes(MANIFEST_NAME)) return;
  const [other] = names.filter((name) => !name.startsWith('.')).sort();
  if (other === undefined) return;
  throw new OutputFolderRefused(
    `${path} holds other things already (${other}). Choose a folder that is empty, or one that does not exist yet.`,
  );
}

async function hold(path: string, own: string): Promise<{ release(): Promise<void> }> {
  try {
    return await lockFolder(own);
  } catch (cause) {
    if (!(cause instanceof FolderHeld)) throw cause;
    const message = `Another process makes a model in ${path}. Wait for its end, or choose another folder.`;
    throw new OutputFolderRefused(message, { cause });
  }
}

function isErrnoException(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error;
}
