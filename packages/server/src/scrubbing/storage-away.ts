import { randomBytes } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { THUMBNAIL_SIZES } from '@tiepoint/inspection';
import { openStoredObject } from '@tiepoint/object-store';
import type { Database } from '../database/database.ts';
import { originalKey, thumbnailKey } from '../images/image.ts';
import { metaStoredKey } from '../meta-files/meta-file.ts';
import { StorageAway } from '../storage/storage-away.ts';

/** Where the server alone keeps what it has verified and made. */
export const PRIVATE_BUCKET = 'private';

/** Of the newest and of the oldest files each. */
const OTHERS = 10;

/** The disk can't read this place, or knows that it reads what was not written there. */
const UNREADABLE_CODES = ['EIO', 'EBADMSG', 'EUCLEAN', 'ENODATA', 'EREMOTEIO'];
/** Linux's EUCLEAN (a damaged file system), which Node has no name for. */
const EUCLEAN_NUMBER = -117;

/** Whether an error of the file system means that a place of the disk can't be read. */
export function isUnreadable(error: unknown): boolean {
  const { code = '', errno } = error as NodeJS.ErrnoException;
  return UNREADABLE_CODES.includes(code) || errno === EUCLEAN_NUMBER;
}

/**
 * Throws StorageAway unless the disk takes a new file and another stored file can be read: only then does a file that
 * is missing or can't be read say something of itself.
 */
export async function assertStorageThere(
  { database, objectsFolder }: { database: Database; objectsFolder: string },
  lostKey: string,
): Promise<void> {
  await assertWritable(objectsFolder);
  for (const key of await listOthers(database, lostKey)) {
    if (key !== lostKey && (await isReadable(objectsFolder, key))) return;
  }
  throw new StorageAway();
}

/** Whether any stored file can be read; true as well where there is none. */
export async function canReadSome({
  database,
  objectsFolder,
}: {
  database: Database;
  objectsFolder: string;
}): Promise<boolean> {
  const keys = await listOthers(database, '');
  for (const key of keys) if (await isReadable(objectsFolder, key)) return true;
  return keys.length === 0;
}

async function assertWritable(objectsFolder: string): Promise<void> {
  // The store empties this folder at its start.
  const path = join(objectsFolder, 'incoming', `probe-${randomBytes(8).toString('hex')}`);
  try {
    await writeFile(path, 'probe', { flag: 'wx', mode: 0o600, flush: true });
  } catch (cause) {
    // A full disk still has what is on it.
    if ((cause as NodeJS.ErrnoException).code !== 'ENOSPC') throw new StorageAway({ cause });
  } finally {
    await rm(path, { force: true }).catch(() => {});
  }
}

async function isReadable(objectsFolder: string, key: string): Promise<boolean> {
  try {
    const object = await openStoredObject(objectsFolder, { bucket: PRIVATE_BUCKET, key });
    if (object.state !== 'there') return false;
    await using file = object.file;
    const { bytesRead } = await file.read(Buffer.alloc(1), 0, 1, 0);
    return bytesRead > 0;
  } catch {
    return false;
  }
}

/** Keys of files that should be there: thumbnails beside a lost original too. */
async function listOthers(database: Database, lostKey: string): Promise<string[]> {
  const photos = (order: 'asc' | 'desc') =>
    database
      .selectFrom('images')
      .select(['id', 'projectId'])
      .where('state', '=', 'Ready')
      .orderBy('id', order)
      .limit(OTHERS)
      .execute();
  const outputs = await database
    .selectFrom('taskOutputs')
    .select('storageKey')
    .orderBy('taskId', 'desc')
    .limit(OTHERS)
    .execute();
  const imported = await database
    .selectFrom('modelOutputs')
    .select('storageKey')
    .orderBy('createdAt', 'desc')
    .limit(OTHERS)
    .execute();
  const metaFiles = await database
    .selectFrom('metaFiles')
    .select(['id', 'projectId'])
    .where('state', '=', 'Ready')
    .orderBy('id', 'desc')
    .limit(OTHERS)
    .execute();
  const images = [...(await photos('desc')), ...(await photos('asc'))];
  const originals = images.map(originalKey);
  const thumbnails = images.flatMap((image) => THUMBNAIL_SIZES.map((size) => thumbnailKey(image, size)));
  const beside = /^(?<folder>photos\/.*\/)original$/.exec(lostKey)?.groups?.folder;
  const siblings = beside === undefined ? [] : THUMBNAIL_SIZES.map((size) => `${beside}${size}.jpg`);
  const models = [...outputs, ...imported].map(({ storageKey }) => storageKey);
  return [...siblings, ...originals, ...thumbnails, ...models, ...metaFiles.map(metaStoredKey)];
}
