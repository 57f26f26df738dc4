import { type RunningServer, startApp } from './app.ts';
import { type Accounts, openAccounts as open } from './auth/open-accounts.ts';
import { type BackupReport, backUp as writeBackup } from './backups/back-up.ts';
import type { Backup } from './backups/backup.ts';
import { restore } from './backups/restore.ts';
import { type UpgradeReport, upgradeDatabase as upgrade } from './backups/upgrade-database.ts';
import { type ConfigOverrides, loadConfig } from './config/config.ts';
import { type VerifyOptions, type VerifyReport, verify } from './scrubbing/verify.ts';
import { jobs } from './start-work.ts';

/** Starts a server with what the environment says, and what the caller says before it. */
export function startServer(overrides: ConfigOverrides = {}): Promise<RunningServer> {
  return startApp(loadConfig(process.env, overrides));
}

/** Opens the users and apps of the database that the environment and the caller mean, for an operator. */
export function openAccounts(overrides: ConfigOverrides = {}): Promise<Accounts> {
  return open(loadConfig(process.env, overrides), () => new Date());
}

/** Writes a backup of everything into a new folder, beside a server that runs. */
export function backUp(
  folder: string,
  overrides: ConfigOverrides,
  signal: AbortSignal,
): Promise<BackupReport> {
  return writeBackup(loadConfig(process.env, overrides), folder, signal);
}

/** Makes a new data folder of a backup. */
export function restoreBackup(
  folder: string,
  overrides: ConfigOverrides,
  signal: AbortSignal,
): Promise<Backup> {
  return restore(loadConfig(process.env, overrides), folder, { kinds: jobs, signal });
}

/** Brings the embedded database to the PostgreSQL that comes along. */
export function upgradeDatabase(
  overrides: ConfigOverrides,
  options: { programs?: string; signal: AbortSignal },
): Promise<UpgradeReport> {
  return upgrade(loadConfig(process.env, overrides), { kinds: jobs, ...options });
}

/** Reads everything that is stored, beside a server that runs or without one, and looks whether it is intact. */
export function verifyFiles(
  overrides: ConfigOverrides,
  options: Omit<VerifyOptions, 'kinds'>,
): Promise<VerifyReport> {
  return verify(loadConfig(process.env, overrides), { kinds: jobs, ...options });
}
