import { type FileHandle, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { judgeKeys } from './folder/keys/key-index.ts';
import { ObjectFolder, type ObjectLocation } from './folder/object-folder.ts';
import {
  DamagedRecord,
  hashKey,
  indexName,
  isMissingFile,
  type ObjectRecord,
  readObjectRecord,
} from './folder/object-record.ts';

/** An object of a store's folder: opened, not there, or with an index file that is damaged. */
export type StoredObject =
  | {
      readonly state: 'there';
      readonly file: FileHandle;
      readonly sizeBytes: number;
      /** MD5 of the content in hex as it was written; undefined where the ETag is another. */
      readonly md5: string | undefined;
    }
  | { readonly state: 'missing' }
  | { readonly state: 'damaged' };

/**
 * Opens an object of a store's folder, which may be in use, to look at its bytes; the caller closes the file. Errors of
 * the disk are thrown.
 */
export async function openStoredObject(
  folder: string,
  { bucket, key }: ObjectLocation,
): Promise<StoredObject> {
  const shard = join(folder, 'buckets', bucket, hashKey(key).slice(0, 2));
  for (let missingFile = ''; ; ) {
    try {
      const record = await readObjectRecord(join(shard, indexName(key)));
      // An overwrite between the two reads removes the file, and then the index names another one.
      if (record === undefined || record.dataFile === missingFile) return { state: 'missing' };
      missingFile = record.dataFile;
      return describe(await open(join(shard, record.dataFile)), record);
    } catch (error) {
      if (error instanceof DamagedRecord) return { state: 'damaged' };
      if (!isMissingFile(error)) throw error;
    }
  }
}

/** Names of the buckets of a store's folder, which may be in use, whose lists of keys are damaged. */
export async function findDamagedKeyLists(folder: string): Promise<string[]> {
  const keys = join(folder, 'keys');
  const damaged: string[] = [];
  for (const bucket of await listBuckets(folder)) {
    if ((await judgeKeys(join(keys, bucket))) === 'damaged') damaged.push(bucket);
  }
  return damaged;
}

/** Builds the damaged lists of keys of a store's folder, which nobody else may be using. */
export async function rebuildKeyLists(folder: string): Promise<void> {
  const buckets = await listBuckets(folder);
  // What else is damaged stays as it is.
  const opened = await ObjectFolder.open(folder, { buckets, now: () => new Date(), onDamage: () => {} });
  await opened.close();
}

/** None where no store was opened yet. */
async function listBuckets(folder: string): Promise<string[]> {
  try {
    return await readdir(join(folder, 'buckets'));
  } catch (error) {
    if (isMissingFile(error)) return [];
    throw error;
  }
}

function describe(file: FileHandle, { sizeBytes, etag }: ObjectRecord): StoredObject {
  return { state: 'there', file, sizeBytes, md5: /^[0-9a-f]{32}$/.test(etag) ? etag : undefined };
}
