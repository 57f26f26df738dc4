import { setTimeout } from 'node:timers/promises';
import type { Database } from '../database/database.ts';
import { countArrivedMetaFiles } from './find-meta-files.ts';

/** A check takes milliseconds; one that waits for a full disk is not waited for. */
const MAX_WAIT_MILLISECONDS = 30_000;
const INTERVAL_MILLISECONDS = 200;

/**
 * Waits until no meta file of the project is being checked, for half a minute at most: clients start a
 * reconstruction as soon as the file has arrived.
 */
export async function awaitChecks(database: Database, projectId: string, signal: AbortSignal): Promise<void> {
  for (let waited = 0; waited < MAX_WAIT_MILLISECONDS; waited += INTERVAL_MILLISECONDS) {
    if ((await countArrivedMetaFiles(database, projectId)) === 0) return;
    await setTimeout(INTERVAL_MILLISECONDS, undefined, { signal });
  }
}
