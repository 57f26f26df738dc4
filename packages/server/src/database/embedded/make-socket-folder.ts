import { createHash } from 'node:crypto';
import { lchown, lstat, mkdir, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isSystemError } from '@tiepoint/processes';
import { StartupError } from '../../errors/startup-error.ts';
import { assertReachable } from './assert-reachable.ts';
import type { ClusterAccount } from './cluster.ts';

/** Bytes of a socket's whole path that Linux takes (sun_path), less `/.s.PGSQL.5432`. */
const MAX_FOLDER_BYTES = 107 - 15;

/** PostgreSQL reads the folder's path as a list in which commas and quotes have a meaning. */
const PLAIN_PATH = /^[\w./-]+$/;

/**
 * Makes the folder of a cluster's Unix socket, which only `account` and root may enter, in the system's
 * temporary folder: the cluster's own path may be too long for a socket. The same cluster and account get
 * the same folder each time.
 */
export async function makeSocketFolder(clusterFolder: string, account: ClusterAccount): Promise<string> {
  const hash = createHash('sha256').update(`${account.uid} ${clusterFolder}`).digest('hex').slice(0, 12);
  const path = join(await chooseTemporaryFolder(account), `tiepoint-${hash}`);
  await makePrivateFolder(path, account);
  const stats = await lstat(path);
  if (!stats.isDirectory() || stats.uid !== account.uid || (stats.mode & 0o077) !== 0) {
    throw new StartupError(
      `${path} is not a private folder of uid ${account.uid}: remove it and start again`,
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
    // A TMPDIR of root's own, or one that is missing.
  }
  return '/tmp';
}

async function makePrivateFolder(path: string, account: ClusterAccount): Promise<void> {
  try {
    await mkdir(path, { mode: 0o700 });
  } catch (error) {
    if (!isSystemError(error, 'EEXIST')) throw error;
  }
  // Also where an earlier start got no further than mkdir.
  if ((await lstat(path)).uid === process.geteuid?.()) await lchown(path, account.uid, account.gid);
}
