import type { Database } from '../../database/database.ts';
import { hashSecret } from '../secrets.ts';
import type { AppFlow } from '../tables.ts';
import { isRegistered, withAnswer } from './redirect-uri.ts';

/** A validated authorization request of an app. */
export interface AuthorizationRequest {
  app: { id: string; name: string };
  redirectUri: string;
  /** The app's opaque state, returned unchanged. */
  state: string | undefined;
  /** The requested response: a token, or a code to exchange for one. */
  wants: { kind: 'token' } | { kind: 'code'; challenge: string };
}

/** The outcome of reading a request. */
export type ReadRequest =
  | { kind: 'sound'; request: AuthorizationRequest }
  /** An error that is reported to the app's redirect URI. */
  | { kind: 'mistaken'; redirectTo: string }
  /** Without a valid redirect URI, the error is shown to the user. */
  | { kind: 'unknown'; message: string };

const MAX_QUERY_CHARACTERS = 8000;
const MAX_STATE_CHARACTERS = 2000;
/** Base64url of a SHA-256: https://www.rfc-editor.org/rfc/rfc7636#section-4.2 */
const CHALLENGE = /^[\w-]{43}$/;

/**
 * Reads the query of `/auth/start`, without its `?`, and checks it against what the app has registered. A
 * `redirect_uri` may stand there unencoded, with `?` and `&` of its own, as existing clients send it: the longest
 * registered match is used. https://www.rfc-editor.org/rfc/rfc6749#section-4.2.1
 */
export async function readAuthorizationRequest(database: Database, query: string): Promise<ReadRequest> {
  if (query.length > MAX_QUERY_CHARACTERS) return unknown('This link is too long.');
  const pieces = query.split('&');
  const clientId = parameter(pieces, 'client_id');
  if (!clientId) return unknown('This link does not name its app (client_id is missing).');
  const app = await database
    .selectFrom('apps')
    .select(['id', 'name', 'redirectUris', 'flow'])
    .where('keyHash', '=', hashSecret(clientId))
    .executeTakeFirst();
  if (!app) return unknown('The app of this link (client_id) is unknown here.');
  const found = findRedirectUri(pieces, app.redirectUris);
  if (!found) {
    return unknown(`${app.name} has not registered the address that this link redirects to (redirect_uri).`);
  }
  return checkRequest(app, found.redirectUri, found.otherPieces);
}

function checkRequest(
  app: { id: string; name: string; flow: AppFlow },
  redirectUri: string,
  pieces: string[],
): ReadRequest {
  const responseType = parameter(pieces, 'response_type');
  const state = parameter(pieces, 'state');
  const place = responseType === 'code' ? 'query' : 'fragment';
  const mistaken = (error: string, description: string): ReadRequest => ({
    kind: 'mistaken',
    redirectTo: withAnswer(redirectUri, place, { error, error_description: description, state }),
  });
  const sound = (wants: AuthorizationRequest['wants']): ReadRequest => ({
    kind: 'sound',
    request: { app: { id: app.id, name: app.name }, redirectUri, state, wants },
  });
  if (state && state.length > MAX_STATE_CHARACTERS) {
    return unknown(`The state in this link has more than ${MAX_STATE_CHARACTERS} characters.`);
  }
  if (responseType === 'token') {
    if (app.flow !== 'code') return sound({ kind: 'token' });
    return mistaken('unauthorized_client', 'this app uses codes with PKCE: response_type is code');
  }
  if (responseType === undefined) return mistaken('invalid_request', 'response_type is missing');
  if (responseType !== 'code') {
    return mistaken('unsupported_response_type', 'response_type is token or code');
  }
  const challenge = parameter(pieces, 'code_challenge');
  if (!challenge || !CHALLENGE.test(challenge) || parameter(pieces, 'code_challenge_method') !== 'S256') {
    return mistaken('invalid_request', 'a code needs PKCE: code_challenge and code_challenge_method=S256');
  }
  return sound({ kind: 'code', challenge });
}

function findRedirectUri(
  pieces: string[],
  registered: string[],
): { redirectUri: string; otherPieces: string[] } | undefined {
  const start = pieces.findIndex((piece) => piece.startsWith('redirect_uri='));
  if (start < 0) return undefined;
  for (let end = pieces.length; end > start; end--) {
    const written = pieces.slice(start, end).join('&').slice('redirect_uri='.length);
    const redirectUri = [written, decode(written)].find((uri) => uri && isRegistered(registered, uri));
    if (redirectUri) return { redirectUri, otherPieces: pieces.toSpliced(start, end - start) };
  }
  return undefined;
}

function parameter(pieces: string[], name: string): string | undefined {
  const piece = pieces.find((candidate) => candidate.startsWith(`${name}=`));
  return piece === undefined ? undefined : decode(piece.slice(name.length + 1)) || undefined;
}

function decode(written: string): string | undefined {
  return new URLSearchParams(`x=${written.replaceAll('&', '%26')}`).get('x') ?? undefined;
}

function unknown(message: string): ReadRequest {
  return { kind: 'unknown', message };
}
