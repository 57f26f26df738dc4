import { existsSync } from 'node:fs';
import { chown, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { describeExit, spawnGuarded } from '@tiepoint/processes';
import { StartupError } from '../../errors/startup-error.ts';
import { type ClusterAccount, DATABASE_USER, PROGRAM_ENVIRONMENT } from './cluster.ts';
import { syncToDisk } from './durable-folder.ts';

/** No connections until the cluster has its password: closeCluster. */
const INITDB_ARGUMENTS = [
  '--auth=reject',
  `--username=${DATABASE_USER}`,
  '--locale=C',
  '--encoding=UTF8',
  '--no-instructions',
];

/**
 * Creates a database cluster in `folder`, unless there is one. It is created under a temporary name beside `folder`,
 * so that an incomplete cluster is never used.
 */
export async function createCluster(
  folder: string,
  binaries: string,
  account: ClusterAccount,
): Promise<void> {
  if (existsSync(join(folder, 'PG_VERSION'))) return;
  await assertVacant(folder);
  const parent = dirname(folder);
  const unfinishedPrefix = `${basename(folder)}.new-`;
  for (const name of await readdir(parent)) {
    if (name.startsWith(unfinishedPrefix)) await removeUnfinished(join(parent, name));
  }
  const unfinished = await mkdtemp(join(parent, unfinishedPrefix));
  try {
    await chown(unfinished, account.uid, account.gid);
    await runInitdb(unfinished, binaries, account);
    // An empty folder is replaced.
    await rename(unfinished, folder);
    await syncToDisk(parent);
  } finally {
    await removeUnfinished(unfinished);
  }
}

async function assertVacant(folder: string): Promise<void> {
  if (!existsSync(folder) || (await readdir(folder)).length === 0) return;
  throw new StartupError(
    `The database can't be created in ${folder}, which contains other files. Choose another data folder.`,
  );
}

/** With retries: an initdb whose server was killed keeps writing for some milliseconds. */
async function removeUnfinished(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 50 });
}

async function runInitdb(folder: string, binaries: string, account: ClusterAccount): Promise<void> {
  try {
    const initdb = spawnGuarded(join(binaries, 'bin', 'initdb'), ['-D', folder, ...INITDB_ARGUMENTS], {
      ...account,
      cwd: folder,
      env: PROGRAM_ENVIRONMENT,
      onParentDeath: 'SIGKILL',
    });
    initdb.stdout.resume();
    const [complaint, exit] = await Promise.all([text(initdb.stderr), initdb.exit]);
    if (exit.code !== 0) throw new Error(`initdb: ${describeExit(exit)}: ${complaint.trim()}`);
  } catch (cause) {
    throw new StartupError(
      `The embedded database can't be created in ${dirname(folder)}: ${cause instanceof Error ? cause.message : cause}. ` +
        'If its programs do not run on this machine, set TIEPOINT_DATABASE_URL to a PostgreSQL of your own.',
      { cause },
    );
  }
}
