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

/** The flow of OAuth 2 that an app uses; `implicit` apps may use codes too. */
export type AppFlow = 'code' | 'implicit';

interface UserTable {
  id: string;
  /** In lower case, for case-insensitive comparison. */
  email: string;
  /** Unique, ignoring case. */
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
  /** Allowed OAuth 2 redirect URIs. */
  redirectUris: Generated<string[]>;
  /** Origins of pages that may use the key; empty: any. `self` is this server's own page. */
  allowedOrigins: Generated<string[]>;
  /** How users give the app a token: by a code with PKCE alone, or also by the implicit flow. The operator decides. */
  flow: Generated<AppFlow>;
  createdAt: Generated<Date>;
}

interface UserTokenTable {
  id: string;
  /** SHA-256 of the token. */
  tokenHash: Buffer;
  userId: string;
  /** The only app that may use the token, by the user's consent; null: any app. */
  appId: string | null;
  createdAt: Generated<Date>;
  /** Accurate to a few minutes. */
  lastUsedAt: Generated<Date>;
}

/** Sessions of the OAuth 2 pages. */
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
  /** The token issued for the code; null until then. */
  tokenHash: Buffer | null;
}

interface AttemptLimitTable {
  /** SHA-256 of the limit and its subject. */
  subject: Buffer;
  /** When all attempts will be available again; the later, the fewer are left. */
  usedUpUntil: Date;
}
