import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isSystemError } from '@tiepoint/processes';
import { z } from 'zod';
import { databaseDump } from '../database/dump/database-dump.ts';
import { StartupError } from '../errors/startup-error.ts';

/** What a backup says of itself. */
const backup = z.object({
  format: z.literal(1),
  /** Version of the program that has made it. */
  program: z.string(),
  createdAt: z.string(),
  database: databaseDump,
  objects: z.number(),
  bytes: z.number(),
});

export type Backup = z.infer<typeof backup>;

/** Written last: a folder without it is no backup. */
export const BACKUP_FILE = 'backup.json';
/** The tables' files and the objects. */
export const BACKUP_FOLDERS = { database: 'database', objects: 'objects' } as const;
/** Of the data folder: what signs the store's URLs, and what clients on this machine read. */
export const KEY_FILES = ['storage-keys.json', 'credentials.json'] as const;

/** Reads what a backup says of itself; a StartupError where the folder is none. */
export async function readBackup(folder: string): Promise<Backup> {
  try {
    return backup.parse(JSON.parse(await readFile(join(folder, BACKUP_FILE), 'utf8')));
  } catch (cause) {
    const reason = isSystemError(cause, 'ENOENT') ? `it has no ${BACKUP_FILE}` : (cause as Error).message;
    throw new StartupError(`${folder} is no backup that can be restored: ${reason}.`, { cause });
  }
}
