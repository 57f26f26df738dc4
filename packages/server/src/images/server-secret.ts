import { randomBytes } from 'node:crypto';
import type { Generated } from 'kysely';
import type { Database } from '../database/database.ts';

declare module '../database/database.ts' {
  interface Tables {
    serverSecrets: ServerSecretTable;
  }
}

interface ServerSecretTable {
  /** What it is for. */
  name: string;
  secret: string;
  createdAt: Generated<Date>;
}

/** The secret of this installation for a purpose: made once, and kept with the data. */
export async function ensureServerSecret(database: Database, name: string): Promise<string> {
  await database
    .insertInto('serverSecrets')
    .values({ name, secret: randomBytes(32).toString('hex') })
    // Another server on the same database may have been first.
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const kept = await database
    .selectFrom('serverSecrets')
    .select('secret')
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  return kept.secret;
}
