import type { Config } from '../config/config.ts';
import { openDatabase } from '../database/database.ts';
import { migrate } from '../database/migrate.ts';
import { assertAnswers } from '../database/open-postgres.ts';
import { reachPostgres } from '../database/reach-postgres.ts';
import { migrations } from '../migrations/migrations.ts';
import { addApp, type NewApp } from './apps/add-app.ts';
import { type AppSummary, listApps } from './apps/list-apps.ts';
import { removeApp } from './apps/remove-app.ts';
import { setAppFlow } from './apps/set-app-flow.ts';
import type { User } from './authenticate.ts';
import { PasswordThread } from './passwords/password-thread.ts';
import type { AppFlow } from './tables.ts';
import { addUser, type NewUser } from './users/add-user.ts';
import { listUsers, type UserSummary } from './users/list-users.ts';
import { removeUser } from './users/remove-user.ts';
import { setPassword } from './users/set-password.ts';

/** Operator commands on users and apps, whether a server is running or not. They throw DomainErrors. */
export interface Accounts {
  addUser(wanted: NewUser): Promise<User>;
  listUsers(): Promise<UserSummary[]>;
  setPassword(email: string, password: string): Promise<void>;
  removeUser(email: string): Promise<void>;
  addApp(wanted: NewApp): Promise<{ id: string; key: string }>;
  listApps(): Promise<AppSummary[]>;
  setAppFlow(id: string, flow: AppFlow): Promise<void>;
  removeApp(id: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Opens the accounts of the operator's database, or of the data folder: alongside a running server, or by starting
 * its database temporarily. Throws a StartupError when that fails.
 */
export async function openAccounts(config: Config, now: () => Date): Promise<Accounts> {
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const closeOne of closers.splice(0).reverse()) await closeOne();
  };
  try {
    const database = openDatabase(await reachPostgres(config, closers));
    closers.push(() => database.destroy());
    await assertAnswers(database);
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
      setAppFlow: (id, flow) => setAppFlow(database, id, flow),
      removeApp: (id) => removeApp(database, id),
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}
