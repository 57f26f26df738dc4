import { createHash } from 'node:crypto';
import { z } from 'zod';
import type { Database } from '../../database/database.ts';
import { type AttemptLimit, giveAttemptBack, networkOf, takeAttempt } from '../attempt-limit.ts';
import { hashSecret, sameSecret } from '../secrets.ts';
import { giveToken } from '../tokens/give-token.ts';
import '../tables.ts';

interface Needs {
  database: Database;
  now: () => Date;
}

/** An error of the token endpoint: https://www.rfc-editor.org/rfc/rfc6749#section-5.2 */
export class TokenRequestError extends Error {
  readonly error: 'invalid_request' | 'unsupported_grant_type' | 'invalid_grant';

  constructor(error: TokenRequestError['error'], description: string) {
    super(description);
    this.name = 'TokenRequestError';
    this.error = error;
  }
}

const PER_NETWORK: AttemptLimit = {
  what: 'exchange a code from this IP address',
  attempts: 50,
  windowSeconds: 900,
};

const tokenRequest = z.object({
  grant_type: z.string(),
  code: z.string().max(200),
  client_id: z.string().max(200),
  redirect_uri: z.string().max(4000),
  /** https://www.rfc-editor.org/rfc/rfc7636#section-4.1 */
  code_verifier: z.string().regex(/^[\w.~-]{43,128}$/),
});
type TokenRequest = z.infer<typeof tokenRequest>;

/**
 * Exchanges an authorization code for a token, once. A second use revokes the token issued for the first. Throws a
 * TokenRequestError, or a RateLimitedError after too many wrong ones from the address.
 */
export async function exchangeCode(needs: Needs, body: unknown, address: string): Promise<string> {
  const network = networkOf(address);
  await takeAttempt(needs, PER_NETWORK, network);
  const token = await exchange(needs, readRequest(body));
  if (!token) {
    throw new TokenRequestError(
      'invalid_grant',
      'the code is unknown, used or too old, or does not match this client_id, redirect_uri and code_verifier',
    );
  }
  await giveAttemptBack(needs, PER_NETWORK, network);
  return token;
}

function readRequest(body: unknown): TokenRequest {
  const parsed = tokenRequest.safeParse(body);
  if (!parsed.success) {
    const names = new Set(parsed.error.issues.map((issue) => issue.path.join('.') || 'the body'));
    throw new TokenRequestError('invalid_request', `missing or wrong: ${[...names].join(', ')}`);
  }
  if (parsed.data.grant_type !== 'authorization_code') {
    throw new TokenRequestError('unsupported_grant_type', 'grant_type is authorization_code');
  }
  return parsed.data;
}

async function exchange({ database, now }: Needs, request: TokenRequest): Promise<string | undefined> {
  return database.transaction().execute(async (trx) => {
    const grant = await trx
      .selectFrom('authorizationCodes')
      .innerJoin('apps', 'apps.id', 'authorizationCodes.appId')
      .selectAll('authorizationCodes')
      .where('codeHash', '=', hashSecret(request.code))
      .where('apps.keyHash', '=', hashSecret(request.client_id))
      .forUpdate('authorizationCodes')
      .executeTakeFirst();
    if (!grant) return undefined;
    if (grant.tokenHash) {
      await trx.deleteFrom('userTokens').where('tokenHash', '=', grant.tokenHash).execute();
      return undefined;
    }
    const fits = grant.redirectUri === request.redirect_uri && provesItself(request, grant.challenge);
    if (!fits || grant.expiresAt < now()) return undefined;
    const token = await giveToken(trx, grant.userId, { appId: grant.appId, now: now() });
    await trx
      .updateTable('authorizationCodes')
      .set({ tokenHash: hashSecret(token) })
      .where('codeHash', '=', grant.codeHash)
      .execute();
    return token;
  });
}

function provesItself({ code_verifier }: TokenRequest, challenge: string): boolean {
  return sameSecret(createHash('sha256').update(code_verifier).digest('base64url'), challenge);
}
