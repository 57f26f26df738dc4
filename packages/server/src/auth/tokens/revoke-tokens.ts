import type { Database, Executor } from '../../database/database.ts';
import type { User } from '../authenticate.ts';
import '../tables.ts';

/** Revokes one token of the user permanently; false when the user has no such token. */
export async function revokeToken(database: Database, user: User, id: string): Promise<boolean> {
  const { numDeletedRows } = await database
    .deleteFrom('userTokens')
    .where('userId', '=', user.id)
    .where('id', '=', id)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Revokes all tokens of the user but one; returns how many. */
export async function revokeOtherTokens(database: Database, user: User, keptId: string): Promise<number> {
  const { numDeletedRows } = await database
    .deleteFrom('userTokens')
    .where('userId', '=', user.id)
    .where('id', '!=', keptId)
    .executeTakeFirst();
  return Number(numDeletedRows);
}

/** Revokes the user's own tokens, not those issued to apps. */
export async function revokeOwnTokens(executor: Executor, userId: string): Promise<void> {
  await executor.deleteFrom('userTokens').where('userId', '=', userId).where('appId', 'is', null).execute();
}
