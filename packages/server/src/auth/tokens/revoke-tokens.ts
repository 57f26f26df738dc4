import type { Database, Executor } from '../../database/database.ts';
import type { User } from '../authenticate.ts';
import '../tables.ts';

/** Revokes one token of the user, at once and for good; false where the user has no such token. */
export async function revokeToken(database: Database, user: User, id: string): Promise<boolean> {
  const { numDeletedRows } = await database
    .deleteFrom('userTokens')
    .where('userId', '=', user.id)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Revokes all tokens of the user but one; gives how many. */
export async function revokeOtherTokens(database: Database, user: User, keptId: string): Promise<number> {
  const { numDeletedRows } = await database
    .deleteFrom('userTokens')
    .where('userId', '=', user.id)
    .where('id', '!=', keptId)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** Revokes the tokens that the user has asked for, not those given to apps. */
export async function revokeOwnTokens(executor: Executor, userId: string): Promise<void> {
  await executor.deleteFrom('userTokens').where('userId', '=', userId).where('appId', 'is', null).execute();
}
