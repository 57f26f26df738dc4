import { setTimeout } from 'node:timers/promises';
import type { Database } from '../database/database.ts';
import { countArrivedMetaFiles } from './find-meta-files.ts';

/** A check takes milliseconds; one that waits for a full disk is not waited for. */
const MAX_WAIT_MS = 30_000;
const INTERVAL_MS = 200;

/**
 * Waits until no meta file of the project is being checked, for half a minute at most: clients start a
 * reconstruction as soon as the file has arrived.
 */
export async function awaitChecks(database: Database, projectId: string, signal: AbortSignal): Promise<void> {
  for (let waited = 0; waited < MAX_WAIT_MS; waited += INTERVAL_MS) {
    if ((await countArrivedMetaFiles(database, projectId)) === 0) return;
    await setTimeout(INTERVAL_MS, undefined, { signal });
  }
}
