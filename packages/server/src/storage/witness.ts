import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isSystemError, writeWhole } from '@tiepoint/processes';
import type { Database } from '../database/database.ts';
import type { Logger } from '../observability/logger.ts';
import { StorageAway } from './storage-away.ts';

/** Where stored files are, and which database knows of them. */
export interface WitnessNeeds {
  database: Database;
  objectsFolder: string;
}

/** Says that a folder holds the stored files: an empty mount point does not have it. */
export const WITNESS_FILE = 'witness.json';

const NAME = 'witness of stored files';

/**
 * Writes the witness file at the first start, and notes in the database that there is one. Tells the operator where it has
 * gone since.
 */
export async function ensureWitness(
  needs: WitnessNeeds & { logger: Logger },
  canReadSome: (needs: WitnessNeeds) => Promise<boolean>,
): Promise<void> {
  const { database, objectsFolder, logger } = needs;
  try {
    if ((await findId(database)) === undefined) {
      // A server that knew no witness may have files on a disk that is not there now.
      if (await canReadSome(needs)) await writeWitness(needs);
    } else await assertWitness(needs);
  } catch (error) {
    if (!(error instanceof StorageAway)) throw error;
    logger.error({ err: error, folder: objectsFolder }, 'stored files cannot be read');
  }
}

/** Throws StorageAway where the witness file was written and is not there. */
export async function assertWitness({ database, objectsFolder }: WitnessNeeds): Promise<void> {
  const id = await findId(database);
  if (id === undefined) return;
  const path = join(objectsFolder, WITNESS_FILE);
  const found = await readFile(path, 'utf8').catch((cause: unknown) => {
    if (isSystemError(cause, 'ENOENT')) return undefined;
    throw new StorageAway({ cause });
  });
  if (found?.trim() === contentOf(id)) return;
  const what = found === undefined ? 'is missing' : 'is that of other stored files';
  throw new StorageAway({
    reason: `${path} ${what}. If the stored files are there all the same, write into it: ${contentOf(id)}`,
  });
}

/** The file first: a server that is killed in between begins again. */
async function writeWitness({ database, objectsFolder }: WitnessNeeds): Promise<void> {
  const path = join(objectsFolder, WITNESS_FILE);
  const id = randomBytes(8).toString('hex');
  await writeWhole(path, `${contentOf(id)}\n`);
  await database
    .insertInto('serverSecrets')
    .values({ name: NAME, secret: id })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const noted = await findId(database);
  // Another server on the same database was first.
  if (noted !== undefined && noted !== id) await writeWhole(path, `${contentOf(noted)}\n`);
}

async function findId(database: Database): Promise<string | undefined> {
  const row = database.selectFrom('serverSecrets').select('secret').where('name', '=', NAME);
  return (await row.executeTakeFirst())?.secret;
}

function contentOf(id: string): string {
  return JSON.stringify({ storedFiles: id });
}
