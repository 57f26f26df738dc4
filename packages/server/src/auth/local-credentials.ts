import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Database } from '../database/database.ts';
import { newId } from '../database/ids.ts';
import { authenticate } from './authenticate.ts';
import { hashSecret, newSecret } from './secrets.ts';
import { giveToken } from './tokens/give-token.ts';

/** The credentials for clients on this machine: stored in the data folder, readable only by its owner. */
export interface LocalCredentials {
  endpoint: string;
  key: string;
  token: string;
}

const FILE = 'credentials.json';
const LOCAL_EMAIL = 'local@localhost';
/** Name of the local user. */
export const LOCAL_USERNAME = 'local';

const stored = z.object({ endpoint: z.string(), key: z.string(), token: z.string() });

/**
 * Returns the local user's credentials: those of the data folder if they are valid in the database, else new ones.
 * `created`: they are new and should be shown once.
 */
export async function ensureLocalCredentials(
  { database, now }: { database: Database; now: () => Date },
  dataFolder: string,
  endpoint: string,
): Promise<LocalCredentials & { created: boolean }> {
  const kept = await readLocalCredentials(dataFolder);
  const caller = kept && (await authenticate(database, { key: kept.key, altitoken: kept.token }));
  const created = !(kept && caller?.user);
  const secrets = created ? await createSecrets(database, now()) : { key: kept.key, token: kept.token };
  const credentials = { endpoint, ...secrets };
  await writeCredentials(dataFolder, credentials);
  return { ...credentials, created };
}

/** Reads the credentials of a data folder; undefined when missing or invalid. */
export async function readLocalCredentials(dataFolder: string): Promise<LocalCredentials | undefined> {
  try {
    return stored.parse(JSON.parse(await readFile(join(dataFolder, FILE), 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') throw error;
    return undefined;
  }
}

async function createSecrets(database: Database, now: Date): Promise<{ key: string; token: string }> {
  return database.transaction().execute(async (trx) => {
    const user = await trx
      .insertInto('users')
      .values({ id: newId(now), email: LOCAL_EMAIL, username: LOCAL_USERNAME })
      .onConflict((conflict) => conflict.column('email').doUpdateSet({ username: LOCAL_USERNAME }))
      .returning('id')
      .executeTakeFirstOrThrow();
    const key = newSecret();
    await trx
      .insertInto('apps')
      .values({ id: newId(now), keyHash: hashSecret(key), name: 'local' })
      .execute();
    return { key, token: await giveToken(trx, user.id, { now }) };
  });
}

async function writeCredentials(dataFolder: string, credentials: LocalCredentials): Promise<void> {
  const path = join(dataFolder, FILE);
  await rm(`${path}.new`, { force: true });
  await writeFile(`${path}.new`, `${JSON.stringify(credentials, null, 2)}\n`, { mode: 0o600 });
  await rename(`${path}.new`, path);
}
