import type { Database } from '../../database/database.ts';
import type { User } from '../authenticate.ts';
import { hashSecret, newSecret } from '../secrets.ts';
import { giveToken } from '../tokens/give-token.ts';
import type { AuthorizationRequest } from './authorization-request.ts';
import { withAnswer } from './redirect-uri.ts';

interface Needs {
  database: Database;
  now: () => Date;
}

/** Lifetime of a code: an app exchanges it at once, and a code found later in a log is useless. */
const CODE_SECONDS = 120;
/** Used codes are kept this long after they expire, to detect a second use. */
const REMEMBERED_SECONDS = 24 * 3600;

/**
 * Grants an app what its user has allowed; returns the redirect URI for the browser. The token comes first, where
 * existing clients expect it.
 */
export async function allowRequest(needs: Needs, request: AuthorizationRequest, user: User): Promise<string> {
  const { app, redirectUri, state, wants } = request;
  if (wants.kind === 'token') {
    const token = await giveToken(needs.database, user.id, { appId: app.id, now: needs.now() });
    return withAnswer(redirectUri, 'fragment', { access_token: token, token_type: 'bearer', state });
  }
  const code = newSecret();
  const now = needs.now().getTime();
  await needs.database
    .deleteFrom('authorizationCodes')
    .where('expiresAt', '<', new Date(now - REMEMBERED_SECONDS * 1000))
    .execute();
  await needs.database
    .insertInto('authorizationCodes')
    .values({
      codeHash: hashSecret(code),
      appId: app.id,
      userId: user.id,
      redirectUri,
      challenge: wants.challenge,
      expiresAt: new Date(now + CODE_SECONDS * 1000),
      tokenHash: null,
    })
    .execute();
  return withAnswer(redirectUri, 'query', { code, state });
}

/** Reports a denied consent to an app; returns the redirect URI for the browser. */
export function denyRequest({ redirectUri, state, wants }: AuthorizationRequest): string {
  const place = wants.kind === 'token' ? 'fragment' : 'query';
  return withAnswer(redirectUri, place, { error: 'access_denied', state });
}
