import type { Database } from '../database/database.ts';
import { DomainError } from '../errors/domain-error.ts';
import { hashSecret } from './secrets.ts';
import './tables.ts';

/** Somebody who owns projects. */
export interface User {
  id: string;
  email: string;
  username: string;
}

/** Who asks: the app by its `key` header, the user by its `altitoken` header. */
export interface Caller {
  app: boolean;
  user: User | undefined;
}

/** Finds out who asks. Unknown or absent headers are nobody, not an error. */
export async function authenticate(
  database: Database,
  headers: { key?: string; altitoken?: string },
): Promise<Caller> {
  const key = hashSecret(headers.key ?? '');
  const token = hashSecret(headers.altitoken ?? '');
  const app = await database.selectFrom('apps').select('name').where('keyHash', '=', key).executeTakeFirst();
  if (!app) return { app: false, user: undefined };
  const user = await database
    .selectFrom('userTokens')
    .innerJoin('users', 'users.id', 'userTokens.userId')
    .select(['users.id', 'users.email', 'users.username'])
    .where('tokenHash', '=', token)
    .executeTakeFirst();
  return { app: true, user };
}

/** The user who asks; a DomainError that says what is missing where there is none. */
export function requireUser(caller: Caller): User {
  if (caller.user) return caller.user;
  throw new DomainError(
    'UNAUTHENTICATED',
    caller.app
      ? 'Send a valid user token in the header `altitoken`.'
      : 'Send a valid app key in the header `key` and a user token in `altitoken`.',
  );
}
