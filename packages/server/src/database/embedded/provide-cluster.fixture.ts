import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { isSystemError } from '@tiepoint/processes';
import { chooseAccount } from './choose-account.ts';
import { createCluster } from './create-cluster.ts';
import { installBinaries } from './install-binaries.ts';

/** The folder that the test files of one run share: `scripts/share-between-tests.mjs`. */
const SHARED_FOLDER = process.env.TIEPOINT_TEST_FOLDER;

/**
 * Puts an empty database cluster, as a first start creates it, into `folder`: a copy of one that is created once in a run of
 * tests, because creating one takes a second. Does nothing outside such a run, and while that one is being created: then the
 * start creates its own.
 */
export async function provideCluster(folder: string): Promise<void> {
  if (SHARED_FOLDER === undefined) return;
  const made = join(SHARED_FOLDER, 'cluster');
  if (!existsSync(made)) {
    try {
      await mkdir(`${made}.begun`);
    } catch (error) {
      if (isSystemError(error, 'EEXIST')) return;
      throw error;
    }
    await createCluster(made, await installBinaries(), await chooseAccount(made));
  }
  await promisify(execFile)('cp', ['-a', made, folder]);
}
