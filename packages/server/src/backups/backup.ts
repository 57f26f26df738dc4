import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isSystemError } from '@tiepoint/processes';
import { z } from 'zod';
import { databaseDump } from '../database/dump/database-dump.ts';
import { StartupError } from '../errors/startup-error.ts';

/** The description of a backup. */
const backup = z.object({
  format: z.literal(1),
  /** Version of the program that wrote it. */
  program: z.string(),
  createdAt: z.string(),
  database: databaseDump,
  objects: z.number(),
  bytes: z.number(),
});

export type Backup = z.infer<typeof backup>;

/** Written last: a folder without it is not a backup. */
export const BACKUP_FILE = 'backup.json';
/** The tables' files and the objects. */
export const BACKUP_FOLDERS = { database: 'database', objects: 'objects' } as const;
/** Files of the data folder: the keys that sign the store's URLs, and the credentials for clients on this machine. */
export const KEY_FILES = ['storage-keys.json', 'credentials.json'] as const;

/** Reads the description of a backup; a StartupError when the folder is not one. */
export async function readBackup(folder: string): Promise<Backup> {
  try {
    return backup.parse(JSON.parse(await readFile(join(folder, BACKUP_FILE), 'utf8')));
  } catch (cause) {
    const reason = isSystemError(cause, 'ENOENT') ? `it has no ${BACKUP_FILE}` : (cause as Error).message;
    throw new StartupError(`${folder} is not a backup that can be restored: ${reason}.`, { cause });
  }
}
