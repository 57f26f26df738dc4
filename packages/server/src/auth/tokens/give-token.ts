import { sql } from 'kysely';
import type { Executor } from '../../database/database.ts';
import { newId } from '../../database/ids.ts';
import { hashSecret, newSecret } from '../secrets.ts';
import '../tables.ts';

/** Somebody who logs in anew each time must not fill the table: the tokens unused for longest make room. */
const MAX_TOKENS = 50;

/** Makes a token of the user: for one app that the user has consented to, or for every app. */
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
