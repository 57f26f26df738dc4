import { setTimeout } from 'node:timers/promises';
import { FolderHeld, type FolderLock, lockFolder } from '@tiepoint/processes';
import { StartupError } from '../errors/startup-error.ts';

/** A server that stops lets its jobs end and its database close first. */
const ENDING_MS = 30_000;
const LOOK_MS = 100;

/**
 * Holds the data folder for this server alone, as long as its process lives. One that is about to stop is waited for;
 * otherwise a StartupError tells which process has the folder.
 */
export async function lockDataFolder(folder: string): Promise<FolderLock> {
  const deadline = performance.now() + ENDING_MS;
  for (;;) {
    try {
      return await lockFolder(folder);
    } catch (cause) {
      if (!(cause instanceof FolderHeld)) throw cause;
      if (!cause.holder?.ending || performance.now() > deadline) throw explain(folder, cause);
      await setTimeout(LOOK_MS);
    }
  }
}

function explain(folder: string, cause: FolderHeld): StartupError {
  const pid = cause.holder?.pid;
  const which = pid === undefined ? '' : ` (process ${pid})`;
  const how = pid === undefined ? 'Stop it first' : `Stop it with: kill ${pid}`;
  const message = `Another Tiepoint server${which} is using ${folder}. ${how}, or choose another folder with --data.`;
  return new StartupError(message, { cause });
}
