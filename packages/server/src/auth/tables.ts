import type { Generated } from 'kysely';

declare module '../database/database.ts' {
  interface Tables {
    users: UserTable;
    apps: AppTable;
    userTokens: UserTokenTable;
    signInSessions: SignInSessionTable;
    authorizationCodes: AuthorizationCodeTable;
    attemptLimits: AttemptLimitTable;
  }
}

interface UserTable {
  id: string;
  /** In lower case: emails are compared so. */
  email: string;
  /** Unique, whatever the case of its letters. */
  username: string;
  /** Argon2id in the PHC string format; null for a user without a password. */
  passwordHash: string | null;
  createdAt: Generated<Date>;
}

interface AppTable {
  id: string;
  /** SHA-256 of the app key. */
  keyHash: Buffer;
  name: string;
  /** Where OAuth 2 may send users back to. */
  redirectUris: Generated<string[]>;
  /** Origins of pages that may use the key; empty = every one. `self` is this server's own page. */
  allowedOrigins: Generated<string[]>;
  createdAt: Generated<Date>;
}

interface UserTokenTable {
  id: string;
  /** SHA-256 of the token. */
  tokenHash: Buffer;
  userId: string;
  /** The one app that the token works with, as its user has consented to it; null = with every app. */
  appId: string | null;
  createdAt: Generated<Date>;
  /** Within a few minutes. */
  lastUsedAt: Generated<Date>;
}

/** Who has logged in on the pages of OAuth 2. */
interface SignInSessionTable {
  /** SHA-256 of the cookie. */
  sessionHash: Buffer;
  userId: string;
  expiresAt: Date;
}

interface AuthorizationCodeTable {
  /** SHA-256 of the code. */
  codeHash: Buffer;
  appId: string;
  userId: string;
  redirectUri: string;
  /** PKCE, S256. */
  challenge: string;
  expiresAt: Date;
  /** The token that was given for the code; null until then. */
  tokenHash: Buffer | null;
}

interface AttemptLimitTable {
  /** SHA-256 of what is limited and whose it is. */
  subject: Buffer;
  /** When all attempts would have come back; the later it lies, the fewer are left. */
  usedUpUntil: Date;
}
