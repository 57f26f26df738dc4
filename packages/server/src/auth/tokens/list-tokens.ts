import type { Database } from '../../database/database.ts';
import type { User } from '../authenticate.ts';
import '../tables.ts';

/** A token as its user sees it: never the token itself. */
export interface TokenSummary {
  id: string;
  created: Date;
  /** Within five minutes. */
  lastUsed: Date;
  /** Name of the app that it was given to; null for one that the user has asked for. */
  app: string | null;
}

/** The user's tokens, the last used first. */
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
