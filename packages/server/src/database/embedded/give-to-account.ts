import { chmod, lchown, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ClusterAccount } from './cluster.ts';

/** The only mode, beside one for a group, in which PostgreSQL takes its folder. */
const PRIVATE = 0o700;

/**
 * Gives the account what root owns in a cluster's folder, as it is after `cp -r` by root. Where this process is not
 * root there is nothing to give.
 */
export async function giveToAccount(folder: string, account: ClusterAccount): Promise<void> {
  if (process.geteuid?.() !== 0 || account.uid === 0) return;
  if ((await stat(folder)).uid !== 0) return;
  await chmod(folder, PRIVATE);
  await give(folder, account);
}

/**
 * A folder after what is in it: nobody but root can put a link into one that root is walking through. What has another
 * owner is left alone, and not entered.
 */
async function give(folder: string, account: ClusterAccount): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (!entry.isDirectory()) await lchown(path, account.uid, account.gid);
    else if ((await stat(path)).uid === 0) await give(path, account);
  }
  await lchown(folder, account.uid, account.gid);
}
