import { type RunningServer, startApp } from './app.ts';
import { type Accounts, openAccounts as open } from './auth/open-accounts.ts';
import { type ConfigOverrides, loadConfig } from './config/config.ts';

/** Starts a server with what the environment says, and what the caller says before it. */
export function startServer(overrides: ConfigOverrides = {}): Promise<RunningServer> {
  return startApp(loadConfig(process.env, overrides));
}

/** Opens the users and apps of the database that the environment and the caller mean, for an operator. */
export function openAccounts(overrides: ConfigOverrides = {}): Promise<Accounts> {
  return open(loadConfig(process.env, overrides), () => new Date());
}
