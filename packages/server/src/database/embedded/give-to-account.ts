import { chmod, lchown, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClusterAccount } from './cluster.ts';

/** PostgreSQL requires this mode of its folder (or one for a group). */
const PRIVATE = 0o700;

/**
 * Changes the owner of root's files in a cluster's folder, as left by `cp -r` as root, to the account. Does nothing
 * unless this process is root.
 */
export async function giveToAccount(folder: string, account: ClusterAccount): Promise<void> {
  if (process.geteuid?.() !== 0 || account.uid === 0) return;
  if ((await stat(folder)).uid !== 0) return;
  await chmod(folder, PRIVATE);
  await give(folder, account);
}

/**
 * A folder after its contents, so that only root can create links in it meanwhile. Entries of other owners are left
 * alone, and not entered.
 */
async function give(folder: string, account: ClusterAccount): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) await lchown(path, account.uid, account.gid);
    else if ((await stat(path)).uid === 0) await give(path, account);
  }
  await lchown(folder, account.uid, account.gid);
}
