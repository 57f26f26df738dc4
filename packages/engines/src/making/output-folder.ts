import { mkdir, readdir, rm, rmdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { FolderHeld, lockFolder } from '@tiepoint/processes';

/** Why a folder can't be used, and what to do, as a sentence. */
export class OutputFolderRefused extends Error {
  readonly code = 'OUTPUT_FOLDER';

  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'OutputFolderRefused';
  }
}

/** A folder for a model, locked by this process. */
export interface OutputFolder extends AsyncDisposable {
  /** Absolute. */
  path: string;
  /** The engines' working files; removed when the model is complete. */
  workFolder: string;
  /** The record of a started model. */
  recordFile: string;
  /** Describes the model; written last, when it is complete. */
  manifestFile: string;
  /** The log of the programs. */
  logFile: string;
  /** Removes everything but the outputs. */
  removeWork(): Promise<void>;
}

/** Hidden, because it is no output. */
const OWN_FOLDER = '.tiepoint';
export const MANIFEST_NAME = 'manifest.json';
export const LOG_NAME = 'log.txt';
/** The name of the lock file. */
const LOCK_NAME = 'lock';

const SENTENCES: Record<string, (path: string) => string> = {
  EACCES: (path) => `No permission to write to ${path}. Choose another folder.`,
  EROFS: (path) => `${path} is on a read-only file system. Choose another folder.`,
  ENOTDIR: (path) => `${path} can't be created: a part of the path is a file. Choose another folder.`,
  EEXIST: (path) => `${path} is a file. Choose a folder.`,
  ENOSPC: (path) => `${path} is on a full disk. Free some space.`,
};

/**
 * Creates a folder for a model, or opens one with a model, and locks it until it is disposed of. Throws
 * OutputFolderRefused if it contains other files, can't be written to, or is locked by another process.
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

/** Returns whether the folder was created. */
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

/** The files of a model must not be mixed with others, or overwrite them. */
async function assertOurs(path: string): Promise<void> {
  const names = await readdir(path);
  if (names.includes(OWN_FOLDER) || names.includes(MANIFEST_NAME)) return;
  const [other] = names.filter((name) => !name.startsWith('.')).sort();
  if (other === undefined) return;
  throw new OutputFolderRefused(`${path} contains other files (${other}). Choose an empty or new folder.`);
}

async function hold(path: string, own: string): Promise<{ release(): Promise<void> }> {
  try {
    return await lockFolder(own);
  } catch (cause) {
    if (!(cause instanceof FolderHeld)) throw cause;
    const message = `Another process is making a model in ${path}. Wait until it ends, or choose another folder.`;
    throw new OutputFolderRefused(message, { cause });
  }
}

function isErrnoException(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'code' in error;
}
