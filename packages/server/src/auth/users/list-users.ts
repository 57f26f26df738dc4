import type { Database } from '../../database/database.ts';
import type { User } from '../authenticate.ts';
import '../tables.ts';

/** A user as an operator sees it. */
export interface UserSummary extends User {
  hasPassword: boolean;
  createdAt: Date;
}

/** Every user, the oldest first. */
export async function listUsers(database: Database): Promise<UserSummary[]> {
  const users = await database.selectFrom('users').selectAll().orderBy('id').execute();
  return users.map(({ passwordHash, ...user }) => ({ ...user, hasPassword: passwordHash !== null }));
}
