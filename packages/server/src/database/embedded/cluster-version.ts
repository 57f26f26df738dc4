import { existsSync } from 'node:fs';
import { readFile, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { isSystemError } from '@tiepoint/processes';
import { StartupError } from '../../errors/startup-error.ts';
import { POSTGRES_MAJOR } from './cluster.ts';

/** The major PostgreSQL version of a cluster; undefined when there is no cluster. */
export async function readClusterMajor(folder: string): Promise<number | undefined> {
  try {
    return Number.parseInt(await readFile(join(folder, 'PG_VERSION'), 'utf8'), 10);
  } catch (error) {
    if (isSystemError(error, 'ENOENT')) return undefined;
    throw error;
  }
}

/** PostgreSQL itself refuses the files of another major version, but without a remedy. */
export function assertOurMajor(folder: string, major: number): void {
  if (major === POSTGRES_MAJOR) return;
  const data = dirname(folder);
  const remedy =
    major < POSTGRES_MAJOR
      ? `Upgrade it once with: npx tiepoint upgrade-database --data ${data}`
      : 'Start the Tiepoint version that created it, or restore a backup.';
  throw new StartupError(
    `The database in ${folder} has the format of PostgreSQL ${major}, but this Tiepoint uses PostgreSQL ${POSTGRES_MAJOR}. ${remedy}`,
  );
}

/** Where an upgrade puts the complete new cluster before it replaces the old one. */
export function upgradedFolder(folder: string): string {
  return `${folder}.upgraded`;
}

/** Replaces the old cluster by the upgraded one, or completes that after an interruption. */
export async function takeUpgraded(folder: string): Promise<void> {
  const upgraded = join(upgradedFolder(folder), 'postgres');
  if (existsSync(folder) || !existsSync(upgraded)) return;
  await rename(`${upgraded}.password`, `${folder}.password`);
  await rename(upgraded, folder);
  await rm(upgradedFolder(folder), { recursive: true });
}
