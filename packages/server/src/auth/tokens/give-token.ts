import { sql } from 'kysely';
import type { Executor } from '../../database/database.ts';
import { newId } from '../../database/ids.ts';
import { PRESIGNED_SECONDS } from '../../storage/bucket.ts';
import { LAST_USED_PRECISION_MS } from '../authenticate.ts';
import { hashSecret, newSecret } from '../secrets.ts';
import '../tables.ts';

/** Tokens that a user keeps, for clients that log in each time: of further ones, the least recently used are removed. */
const MAX_TOKENS = 50;
/** A PUT to a presigned URL needs the token that has asked for it, and does not count as a use. */
const SPARED_SECONDS = PRESIGNED_SECONDS + LAST_USED_PRECISION_MS / 1000;

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
    .where(sql<boolean>`last_used_at < now() - make_interval(secs => ${SPARED_SECONDS})`)
    .execute();
  return token;
}
