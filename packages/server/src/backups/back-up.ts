import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { copyObjects } from '@tiepoint/object-store';
import type { Config } from '../config/config.ts';
import { PROGRAM_VERSION } from '../config/program-version.ts';
import type { DatabaseDump } from '../database/dump/database-dump.ts';
import { dumpDatabase } from '../database/dump/dump-database.ts';
import { reachPostgres } from '../database/reach-postgres.ts';
import { WITNESS_FILE } from '../storage/witness.ts';
import { BACKUP_FILE, BACKUP_FOLDERS, type Backup, KEY_FILES } from './backup.ts';
import { copyIfThere } from './copy-if-there.ts';
import { growFolder } from './grow-folder.ts';

/** The contents of a backup, and what could not be copied. */
export interface BackupReport extends Backup {
  /** Index files of objects that were lost before. */
  damaged: string[];
}

/** Readable only by its owner: it has every key. */
const PRIVATE = 0o700;

/**
 * Writes a backup of everything into a new folder, whether a server is running or not: a snapshot of the database,
 * and every object that it refers to.
 */
export async function backUp(config: Config, folder: string, signal: AbortSignal): Promise<BackupReport> {
  const closers: (() => Promise<void>)[] = [];
  try {
    const connection = await reachPostgres(config, closers);
    return await growFolder(folder, PRIVATE, (unfinished) =>
      fill(config.dataFolder, unfinished, {
        dump: (tables) => dumpDatabase(connection, tables, signal),
        signal,
      }),
    );
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

async function fill(
  dataFolder: string,
  folder: string,
  { dump, signal }: { dump: (folder: string) => Promise<DatabaseDump>; signal: AbortSignal },
): Promise<BackupReport> {
  const [from, to] = [join(dataFolder, 'objects'), join(folder, BACKUP_FOLDERS.objects)];
  const tables = join(folder, BACKUP_FOLDERS.database);
  await mkdir(tables, { mode: PRIVATE });
  // Also before the snapshot, so that objects removed after it are in the backup.
  const before = await copyObjects(from, to, signal);
  const database = await dump(tables);
  const after = await copyObjects(from, to, signal);
  for (const name of KEY_FILES) await copyIfThere(join(dataFolder, name), join(folder, name));
  await copyIfThere(join(from, WITNESS_FILE), join(to, WITNESS_FILE));
  const backup: Backup = {
    format: 1,
    program: PROGRAM_VERSION,
    createdAt: new Date().toISOString(),
    database,
    objects: before.objects + after.objects,
    bytes: before.bytes + after.bytes,
  };
  await writeFile(join(folder, BACKUP_FILE), JSON.stringify(backup), { mode: 0o600, flush: true });
  return { ...backup, damaged: after.damaged };
}
