import { type RunningServer, startApp } from './app.ts';
import { type ConfigOverrides, loadConfig } from './config/config.ts';

/** Starts a server with what the environment says, and what the caller says before it. */
export function startServer(overrides: ConfigOverrides = {}): Promise<RunningServer> {
  return startApp(loadConfig(process.env, overrides));
}
