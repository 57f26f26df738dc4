import { FolderHeld, lockFolder } from '@tiepoint/processes';
import { StartupError } from '../errors/startup-error.ts';

/** Holds the data folder for this server alone, as long as its process lives. A StartupError where another one has it. */
export async function lockDataFolder(folder: string): Promise<{ release(): Promise<void> }> {
  try {
    return await lockFolder(folder);
  } catch (cause) {
    if (!(cause instanceof FolderHeld)) throw cause;
    const message = `Another Tiepoint server works in ${folder}. Stop it first, or choose another folder with --data.`;
    throw new StartupError(message, { cause });
  }
}
