import { createHash } from 'node:crypto';
import { lchown, lstat, mkdir, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isSystemError } from '@tiepoint/processes';
import { StartupError } from '../../errors/startup-error.ts';
import { assertReachable } from './assert-reachable.ts';
import type { ClusterAccount } from './cluster.ts';

/** Maximum length of a socket's path on Linux (sun_path), minus `/.s.PGSQL.5432`. */
const MAX_FOLDER_BYTES = 107 - 15;

/** PostgreSQL parses the folder's path as a list with commas and quotes. */
const PLAIN_PATH = /^[\w./-]+$/;

/**
 * Creates the folder of a cluster's Unix socket, accessible only for `account` and root, in the system's temporary
 * folder: the cluster's own path may be too long for a socket. The same cluster and account get the same folder each
 * time.
 */
export async function makeSocketFolder(clusterFolder: string, account: ClusterAccount): Promise<string> {
  const hash = createHash('sha256').update(`${account.uid} ${clusterFolder}`).digest('hex').slice(0, 12);
  const path = join(await chooseTemporaryFolder(account), `tiepoint-${hash}`);
  await makePrivateFolder(path, account);
  const stats = await lstat(path);
  if (!stats.isDirectory() || stats.uid !== account.uid || (stats.mode & 0o077) !== 0) {
    throw new StartupError(
      `${path} is not a private folder of uid ${account.uid}. Remove it and start again.`,
    );
  }
  return path;
}

async function chooseTemporaryFolder(account: ClusterAccount): Promise<string> {
  try {
    const folder = await realpath(tmpdir());
    const path = join(folder, 'tiepoint-0123456789ab');
    await assertReachable(path, account);
    if (PLAIN_PATH.test(path) && path.length <= MAX_FOLDER_BYTES) return folder;
  } catch {
    // A private TMPDIR of root, or a missing one.
  }
  return '/tmp';
}

async function makePrivateFolder(path: string, account: ClusterAccount): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    if (!isSystemError(error, 'EEXIST')) throw error;
  }
  // Also after an earlier start that was interrupted after mkdir.
  if ((await lstat(path)).uid === process.geteuid?.()) await lchown(path, account.uid, account.gid);
}
