import type { Database } from '../../database/database.ts';
import type { User } from '../authenticate.ts';
import '../tables.ts';

/** A user in the operator's list. */
export interface UserSummary extends User {
  hasPassword: boolean;
  createdAt: Date;
}

/** All users, oldest first. */
export async function listUsers(database: Database): Promise<UserSummary[]> {
  const users = await database.selectFrom('users').selectAll().orderBy('id').execute();
  return users.map(({ passwordHash, ...user }) => ({ ...user, hasPassword: passwordHash !== null }));
}
