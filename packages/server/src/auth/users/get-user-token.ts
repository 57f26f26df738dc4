import { giveToken } from '../tokens/give-token.ts';
import { revokeOwnTokens } from '../tokens/revoke-tokens.ts';
import type { AccountNeeds } from './add-user.ts';
import { logIn } from './log-in.ts';

/**
 * A new token for an email and a password; undefined when they are wrong. `fresh` revokes the user's earlier tokens.
 * Throws a RateLimitedError after too many wrong ones.
 */
export async function getUserToken(
  needs: AccountNeeds,
  { fresh, ...credentials }: { email: string; password: string; fresh: boolean; address: string },
): Promise<string | undefined> {
  const user = await logIn(needs, credentials);
  if (!user) return undefined;
  return needs.database.transaction().execute(async (trx) => {
    if (fresh) await revokeOwnTokens(trx, user.id);
    return giveToken(trx, user.id, { now: needs.now() });
  });
}
