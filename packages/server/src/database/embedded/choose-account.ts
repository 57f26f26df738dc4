import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { isSystemError } from '@tiepoint/processes';
import { StartupError } from '../../errors/startup-error.ts';
import type { ClusterAccount } from './cluster.ts';

/** The account `nobody`: PostgreSQL refuses to run as root, and this account exists on every Linux. */
const NOBODY: ClusterAccount = { uid: 65534, gid: 65534 };

/**
 * Chooses the account that PostgreSQL runs as: this process's own, and for root an unprivileged one, which is the
 * owner of an existing cluster's folder. Throws when the folder belongs to another user.
 */
export async function chooseAccount(folder: string): Promise<ClusterAccount> {
  const own = { uid: process.geteuid?.() ?? 0, gid: process.getegid?.() ?? 0 };
  const owner = await statIfThere(folder);
  if (own.uid === 0) return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : NOBODY;
  if (owner && owner.uid !== own.uid) {
    throw new StartupError(
      `The database folder ${folder} belongs to another account (uid ${owner.uid}, this is ${own.uid}). ` +
        `Start the server as that account, or change the owner of the data folder: ` +
        `sudo chown -R ${own.uid}:${own.gid} ${dirname(folder)}`,
    );
  }
  return own;
}

async function statIfThere(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path);
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined;
    throw error;
  }
}
