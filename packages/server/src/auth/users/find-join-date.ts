import type { Database } from '../../database/database.ts';
import type { User } from '../authenticate.ts';
import '../tables.ts';

/** When the user's account was created. */
export async function findJoinDate(database: Database, user: User): Promise<Date> {
  const { createdAt } = await database
    .selectFrom('users')
    .select('createdAt')
    .where('id', '=', user.id)
    .executeTakeFirstOrThrow();
  return createdAt;
}
