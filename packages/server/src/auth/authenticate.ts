import { sql } from 'kysely';
import type { Database } from '../database/database.ts';
import { DomainError } from '../errors/domain-error.ts';
import { hashSecret } from './secrets.ts';
import './tables.ts';

/** A user, who owns projects. */
export interface User {
  id: string;
  email: string;
  username: string;
}

/** The caller: the app by its `key` header, the user by its `altitoken` header. */
export interface Caller {
  app: boolean;
  /** The key is one that pages carry (it is limited to their origins), so that everybody can know it. */
  isKeyPublic?: boolean;
  user: User | undefined;
  /** The token of the user. */
  tokenId?: string;
}

/** The headers with the credentials, as in a request. */
export interface CallerHeaders {
  key?: string | string[];
  altitoken?: string | string[];
  /** Sent by browsers: the origin of the page. */
  origin?: string;
  host?: string;
}

const NOBODY: Caller = { app: false, user: undefined };
/** Minimum interval between updates of `lastUsedAt`, to avoid a write per request. */
export const LAST_USED_PRECISION_MS = 5 * 60_000;
const KEY_WANTED =
  'Send a valid app key in the header `key` (one that works from this page, if it is limited)';

/**
 * Identifies the caller. Unknown or missing credentials are an anonymous caller, not an error; so is a key restricted
 * to other origins.
 */
export async function authenticate(database: Database, headers: CallerHeaders): Promise<Caller> {
  const found = await database
    .selectFrom('apps')
    .leftJoin('userTokens', (join) =>
      join
        .on('userTokens.tokenHash', '=', hashSecret(first(headers.altitoken)))
        // A token given to one app is invalid for another.
        .on(({ or, eb, ref }) =>
          or([eb('userTokens.appId', 'is', null), eb('userTokens.appId', '=', ref('apps.id'))]),
        ),
    )
    .leftJoin('users', 'users.id', 'userTokens.userId')
    .select(['apps.allowedOrigins', 'userTokens.id as tokenId', 'userTokens.lastUsedAt'])
    .select(['users.id', 'users.email', 'users.username'])
    .where('apps.keyHash', '=', hashSecret(first(headers.key)))
    .executeTakeFirst();
  if (!found || !worksFrom(found.allowedOrigins, headers)) return NOBODY;
  const { id, email, username, tokenId, lastUsedAt } = found;
  const app = { app: true, isKeyPublic: found.allowedOrigins.length > 0 };
  if (!tokenId || !lastUsedAt || !id || !email || !username) return { ...app, user: undefined };
  if (Date.now() - lastUsedAt.getTime() > LAST_USED_PRECISION_MS) await recordUse(database, tokenId);
  return { ...app, user: { id, email, username }, tokenId };
}

/** The user of the caller; throws a DomainError that says what is missing when there is none. */
export function requireUser(caller: Caller): User {
  if (caller.user) return caller.user;
  throw new DomainError(
    'UNAUTHENTICATED',
    caller.app
      ? 'Send a valid user token in the header `altitoken`.'
      : `${KEY_WANTED}, and a user token in \`altitoken\`.`,
  );
}

/** The id of the caller's user token; throws a DomainError when there is none. */
export function requireToken(caller: Caller): string {
  requireUser(caller);
  return caller.tokenId ?? '';
}

/** Throws a DomainError without a valid app. */
export function requireApp(caller: Caller): void {
  if (!caller.app) throw new DomainError('UNAUTHENTICATED', `${KEY_WANTED}.`);
}

function first(value: string | string[] | undefined): string {
  return (Array.isArray(value) ? value[0] : value) ?? '';
}

function worksFrom(allowedOrigins: string[], { origin, host }: CallerHeaders): boolean {
  if (allowedOrigins.length === 0 || origin === undefined || allowedOrigins.includes(origin)) return true;
  return URL.canParse(origin) && new URL(origin).host === host;
}

async function recordUse(database: Database, tokenId: string): Promise<void> {
  await database
    .updateTable('userTokens')
    .set({ lastUsedAt: sql<Date>`now()` })
    .where('id', '=', tokenId)
    .execute();
}
