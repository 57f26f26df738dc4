import type { Database } from '../../database/database.ts';
import type { User } from '../authenticate.ts';
import '../tables.ts';

/** A token in its user's list, without the token itself. */
export interface TokenSummary {
  id: string;
  created: Date;
  /** Accurate to five minutes. */
  lastUsed: Date;
  /** Name of the app that it was issued to; null for one of the user. */
  app: string | null;
}

/** The user's tokens, most recently used first. */
export async function listTokens(database: Database, user: User): Promise<TokenSummary[]> {
  return database
    .selectFrom('userTokens')
    .leftJoin('apps', 'apps.id', 'userTokens.appId')
    .select([
      'userTokens.id',
      'userTokens.createdAt as created',
      'lastUsedAt as lastUsed',
      'apps.name as app',
    ])
    .where('userId', '=', user.id)
    .orderBy('lastUsedAt', 'desc')
    .execute();
}
