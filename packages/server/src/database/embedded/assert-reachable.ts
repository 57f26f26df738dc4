import type { Stats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { StartupError } from '../../errors/startup-error.ts';
import type { ClusterAccount } from './cluster.ts';

/**
 * Throws a sentence that names the folder and the remedy where `account` may not pass through a folder above
 * `path`, a real path. PostgreSQL makes every path absolute and walks it itself.
 */
export async function assertReachable(path: string, account: ClusterAccount): Promise<void> {
  // This process has walked there itself, perhaps by right of a group that is not looked at here.
  if (account.uid === process.geteuid?.()) return;
  for (const folder of ancestors(path)) {
    const stats = await stat(folder);
    if (mayPass(stats, account)) continue;
    throw new StartupError(
      `The database can't use ${path}: it runs as uid ${account.uid}, because PostgreSQL refuses to run as ` +
        `root, and that account may not pass through ${folder} (mode ${(stats.mode & 0o777).toString(8)}). ` +
        `Choose a data folder elsewhere, for example /var/lib/tiepoint, or run: chmod o+x ${folder}`,
    );
  }
}

/** From the root down, without the path itself. */
function ancestors(path: string): string[] {
  const parent = dirname(path);
  return parent === path ? [] : [...ancestors(parent), parent];
}

function mayPass(stats: Stats, account: ClusterAccount): boolean {
  if (stats.uid === account.uid) return (stats.mode & 0o100) !== 0;
  if (stats.gid === account.gid) return (stats.mode & 0o010) !== 0;
  return (stats.mode & 0o001) !== 0;
}
