import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Config } from '../config/config.ts';
import type { DatabaseDump } from '../database/dump/database-dump.ts';
import { dumpDatabase } from '../database/dump/dump-database.ts';
import { POSTGRES_MAJOR } from '../database/embedded/cluster.ts';
import { readClusterMajor, takeUpgraded, upgradedFolder } from '../database/embedded/cluster-version.ts';
import { startEmbeddedPostgres } from '../database/embedded/start-embedded-postgres.ts';
import { StartupError } from '../errors/startup-error.ts';
import { lockDataFolder } from '../processes/lock-data-folder.ts';
import { fillDatabase } from './fill-database.ts';
import { growFolder } from './grow-folder.ts';
import { fillNew, type RestoreOptions } from './restore.ts';

/** What an upgrade needs beside the data folder. */
export interface UpgradeOptions extends RestoreOptions {
  /** Folder of the old PostgreSQL's programs (default: Debian's). */
  programs?: string;
}

/** The outcome: the old and new version, and where the old database is kept. */
export interface UpgradeReport {
  from: number;
  to: number;
  /** Undefined when there was nothing to do. */
  kept?: string;
}

/**
 * Upgrades the embedded database of a data folder to the bundled PostgreSQL: the old version's programs run it for
 * the last time, it is dumped, and a new one is filled from the dump. The old one is kept beside it.
 */
export async function upgradeDatabase(config: Config, options: UpgradeOptions): Promise<UpgradeReport> {
  if (config.database.kind === 'postgres') {
    throw new StartupError(
      'TIEPOINT_DATABASE_URL names a PostgreSQL of your own: upgrade it with its own tools.',
    );
  }
  const { dataFolder } = config;
  const folder = join(dataFolder, 'postgres');
  const lock = await lockDataFolder(dataFolder);
  try {
    await takeUpgraded(folder);
    const from = await readClusterMajor(folder);
    if (from === undefined) throw new StartupError(`There is no database in ${dataFolder}.`);
    if (from === POSTGRES_MAJOR) return { from, to: POSTGRES_MAJOR };
    const kept = `${folder}-${from}`;
    if (existsSync(kept))
      throw new StartupError(`${kept} is left from an earlier upgrade. Move it away first.`);
    const binaries = findBinaries(from, options.programs);
    await makeUpgraded(folder, binaries, options);
    await rename(folder, kept);
    await takeUpgraded(folder);
    return { from, to: POSTGRES_MAJOR, kept };
  } finally {
    await lock.release();
  }
}

async function makeUpgraded(folder: string, binaries: string, options: UpgradeOptions): Promise<void> {
  await rm(upgradedFolder(folder), { recursive: true, force: true });
  await growFolder(upgradedFolder(folder), 0o711, async (unfinished) => {
    const tables = join(unfinished, 'dump');
    await mkdir(tables, { mode: 0o700 });
    const dump = await dumpOld(folder, binaries, { tables, signal: options.signal });
    await fillNew(join(unfinished, 'postgres'), (connection) =>
      fillDatabase(connection, dump, { ...options, folder: tables }),
    );
    await rm(tables, { recursive: true });
  });
}

async function dumpOld(
  folder: string,
  binaries: string,
  { tables, signal }: { tables: string; signal: AbortSignal },
): Promise<DatabaseDump> {
  const postgres = await startEmbeddedPostgres({ folder, binaries });
  try {
    return await dumpDatabase(postgres.connection, tables, signal);
  } finally {
    await postgres.stop();
  }
}

/** The folder that has the old PostgreSQL's `bin`. */
function findBinaries(major: number, programs = `/usr/lib/postgresql/${major}/bin`): string {
  const binaries = basename(programs) === 'bin' ? dirname(programs) : programs;
  if (existsSync(join(binaries, 'bin', 'postgres'))) return binaries;
  throw new StartupError(
    `The programs of PostgreSQL ${major} are needed once, and are not in ${programs}. On Debian and Ubuntu: ` +
      `apt-get install postgresql-${major}. Elsewhere, give their folder with --programs.`,
  );
}
