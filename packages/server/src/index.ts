export type { RunningServer } from './app.ts';
export { type LocalCredentials, readLocalCredentials } from './auth/local-credentials.ts';
export type { Accounts } from './auth/open-accounts.ts';
export { type ConfigOverrides, defaultDataFolder, loadConfig } from './config/config.ts';
export { StartupError } from './errors/startup-error.ts';
export { backUp, openAccounts, restoreBackup, startServer, upgradeDatabase, verifyFiles } from './main.ts';
export type { FoundDamage } from './scrubbing/stage.ts';
export { StorageAway } from './storage/storage-away.ts';
