import { sql } from 'kysely';
import type { Executor } from '../../database/database.ts';
import { newId } from '../../database/ids.ts';
import { hashSecret, newSecret } from '../secrets.ts';
import '../tables.ts';

/** Maximum number of tokens per user, for clients that log in each time: the least recently used are removed. */
const MAX_TOKENS = 50;

/** Issues a token for the user: for one app with the user's consent, or for any app. */
export async function giveToken(
  executor: Executor,
  userId: string,
  { appId = null, now }: { appId?: string | null; now: Date },
): Promise<string> {
  const token = newSecret();
  await executor
    .insertInto('userTokens')
    .values({ id: newId(now), tokenHash: hashSecret(token), userId, appId })
    .execute();
  await executor
    .deleteFrom('userTokens')
    .where('id', 'in', (tokens) =>
      tokens
        .selectFrom('userTokens')
        .select('id')
        .where('userId', '=', userId)
        .where(sql<boolean>`app_id is not distinct from ${appId}`)
        .orderBy('lastUsedAt', 'desc')
        .orderBy('id', 'desc')
        .offset(MAX_TOKENS),
    )
    .execute();
  return token;
}
