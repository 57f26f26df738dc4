import { join } from 'node:path';
import type { Config } from '../config/config.ts';
import { type ConnectionSettings, openDatabase } from '../database/database.ts';
import { findRunningPostgres } from '../database/embedded/find-running-postgres.ts';
import { startEmbeddedPostgres } from '../database/embedded/start-embedded-postgres.ts';
import { migrate } from '../database/migrate.ts';
import { migrations } from '../migrations/migrations.ts';
import { lockDataFolder } from '../processes/lock-data-folder.ts';
import { prepareDataFolder } from '../processes/prepare-data-folder.ts';
import { addApp, type NewApp } from './apps/add-app.ts';
import { type AppSummary, listApps } from './apps/list-apps.ts';
import { removeApp } from './apps/remove-app.ts';
import type { User } from './authenticate.ts';
import { PasswordThread } from './passwords/password-thread.ts';
import { addUser, type NewUser } from './users/add-user.ts';
import { listUsers, type UserSummary } from './users/list-users.ts';
import { removeUser } from './users/remove-user.ts';
import { setPassword } from './users/set-password.ts';

/** What an operator does with users and apps, whether a server runs or not. What can not be done is a DomainError. */
export interface Accounts {
  addUser(wanted: NewUser): Promise<User>;
  listUsers(): Promise<UserSummary[]>;
  setPassword(email: string, password: string): Promise<void>;
  removeUser(email: string): Promise<void>;
  addApp(wanted: NewApp): Promise<{ id: string; key: string }>;
  listApps(): Promise<AppSummary[]>;
  removeApp(id: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the accounts of the operator's database, or of the data folder: beside the server that works in it, or
 * with its database started for the moment. Throws a StartupError where that can not be.
 */
export async function openAccounts(config: Config, now: () => Date): Promise<Accounts> {
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const closeOne of closers.splice(0).reverse()) await closeOne();
  };
  try {
    // Errors of idle connections: the next query meets them too.
    const database = openDatabase(await connect(config, closers), () => {});
    closers.push(() => database.destroy());
    await migrate(database, migrations);
    const passwords = new PasswordThread();
    closers.push(() => passwords.close());
    const needs = { database, passwords, now };
    return {
      addUser: (wanted) => addUser(needs, wanted),
      listUsers: () => listUsers(database),
      setPassword: (email, password) => setPassword(needs, email, password),
      removeUser: (email) => removeUser(database, email),
      addApp: (wanted) => addApp(needs, wanted),
      listApps: () => listApps(database),
      removeApp: (id) => removeApp(database, id),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

async function connect(config: Config, closers: (() => Promise<void>)[]): Promise<ConnectionSettings> {
  if (config.database.kind === 'postgres') return { connectionString: config.database.url };
  const folder = join(config.dataFolder, 'postgres');
  const running = await findRunningPostgres(folder);
  if (running) return running;
  await prepareDataFolder(config.dataFolder);
  const lock = await lockDataFolder(config.dataFolder);
  closers.push(lock.release);
  const postgres = await startEmbeddedPostgres({ folder });
  closers.push(postgres.stop);
  return postgres.connection;
}
