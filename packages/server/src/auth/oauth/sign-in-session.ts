import type { Database } from '../../database/database.ts';
import type { User } from '../authenticate.ts';
import { hashSecret, newSecret } from '../secrets.ts';
import '../tables.ts';

interface Needs {
  database: Database;
  now: () => Date;
}

/** Long enough to authorize a few apps in a row. */
const SESSION_SECONDS = 3600;

/** Creates a session of a browser for the OAuth 2 pages; returns the secret for its cookie. */
export async function startSignInSession({ database, now }: Needs, user: User): Promise<string> {
  const secret = newSecret();
  const moment = now();
  await database.deleteFrom('signInSessions').where('expiresAt', '<', moment).execute();
  await database
    .insertInto('signInSessions')
    .values({
      sessionHash: hashSecret(secret),
      userId: user.id,
      expiresAt: new Date(moment.getTime() + SESSION_SECONDS * 1000),
    })
    .execute();
  return secret;
}

/** The user of a session cookie. */
export async function findSignedIn({ database, now }: Needs, secret: string): Promise<User | undefined> {
  return database
    .selectFrom('signInSessions')
    .innerJoin('users', 'users.id', 'signInSessions.userId')
    .select(['users.id', 'users.email', 'users.username'])
    .where('sessionHash', '=', hashSecret(secret))
    .where('expiresAt', '>', now())
    .executeTakeFirst();
}

/** Ends the session of a cookie. */
export async function endSignInSession({ database }: Needs, secret: string): Promise<void> {
  await database.deleteFrom('signInSessions').where('sessionHash', '=', hashSecret(secret)).execute();
}
