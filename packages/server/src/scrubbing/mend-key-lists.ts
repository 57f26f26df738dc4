import { join } from 'node:path';
import { findDamagedKeyLists, rebuildKeyLists } from '@tiepoint/object-store';
import { FolderHeld, lockFolder } from '@tiepoint/processes';

/** Buckets of the embedded object store whose lists of keys were damaged. */
export interface KeyListsReport {
  rebuiltLists: string[];
  /** Left to the server that is running: it looks once an hour, and at its start. */
  damagedLists: string[];
}

/**
 * Looks at the lists of keys, and builds damaged ones anew where no server is using them.
 *
 * @param isOurs the caller holds the lock of the data folder
 */
export async function mendKeyLists(dataFolder: string, isOurs: boolean): Promise<KeyListsReport> {
  const objectsFolder = join(dataFolder, 'objects');
  const damaged = await findDamagedKeyLists(objectsFolder);
  if (damaged.length === 0) return { rebuiltLists: [], damagedLists: [] };
  const rebuild = () => rebuildKeyLists(objectsFolder);
  const rebuilt = isOurs ? await rebuild().then(() => true) : await whileAlone(dataFolder, rebuild);
  return rebuilt ? { rebuiltLists: damaged, damagedLists: [] } : { rebuiltLists: [], damagedLists: damaged };
}

/** False where another process works in the folder. */
async function whileAlone(folder: string, work: () => Promise<void>): Promise<boolean> {
  try {
    const lock = await lockFolder(folder);
    await work().finally(lock.release);
    return true;
  } catch (error) {
    if (error instanceof FolderHeld) return false;
    throw error;
  }
}
