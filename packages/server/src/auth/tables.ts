import type { Generated } from 'kysely';

declare module '../database/database.ts' {
  interface Tables {
    users: UserTable;
    apps: AppTable;
    userTokens: UserTokenTable;
  }
}

interface UserTable {
  id: string;
  email: string;
  username: string;
  createdAt: Generated<Date>;
}

interface AppTable {
  /** SHA-256 of the app key. */
  keyHash: Buffer;
  name: string;
  createdAt: Generated<Date>;
}

interface UserTokenTable {
  /** SHA-256 of the token. */
  tokenHash: Buffer;
  userId: string;
  createdAt: Generated<Date>;
}
