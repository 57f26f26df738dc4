import { constants, copyFile, mkdir, open, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

import { isMissingFile } from './folder/object-record.ts';
import { syncFolder } from './folder/sync-folder.ts';
import { writeSynced } from './folder/write-synced.ts';

/** What was copied of a store's folder. */
export interface CopiedObjects {
  objects: number;
  bytes: number;
  /** Index files that can't be read, or that name no file; their objects are lost already. */
  damaged: string[];
}

/**
 * Copies the objects of a store's folder, which may be in use, into another folder that is not, and that can then be
 * opened as a store. Objects that the other folder already has are kept, even if the source has removed them: two
 * copies, one before and one after a point in time, have every object of that time. Multipart uploads in progress are
 * not copied.
 */
export async function copyObjects(
  folder: string,
  target: string,
  signal: AbortSignal,
): Promise<CopiedObjects> {
  const copied: CopiedObjects = { objects: 0, bytes: 0, damaged: [] };
  const buckets = join(folder, 'buckets');
  for (const bucket of await readdir(buckets)) {
    await mkdir(join(target, 'buckets', bucket), { recursive: true, mode: 0o700 });
    for (const shard of await readdir(join(buckets, bucket))) {
      const to = join(target, 'buckets', bucket, shard);
      await mkdir(to, { recursive: true, mode: 0o700 });
      await copyShard({ from: join(buckets, bucket, shard), to }, copied, signal);
      await syncFolder(to);
    }
  }
  return copied;
}

async function copyShard(
  { from, to }: { from: string; to: string },
  copied: CopiedObjects,
  signal: AbortSignal,
): Promise<void> {
  for (const name of await readdir(from)) {
    signal.throwIfAborted();
    if (!name.endsWith('.json')) continue;
    const indexPath = join(from, name);
    const bytes = await copyObject(indexPath, to);
    if (bytes === 'damaged') copied.damaged.push(indexPath);
    if (typeof bytes !== 'number') continue;
    copied.objects += 1;
    copied.bytes += bytes;
  }
}

/** Returns the object's size. */
async function copyObject(
  indexPath: string,
  to: string,
): Promise<number | 'there already' | 'removed' | 'damaged'> {
  const copiedIndex = join(to, basename(indexPath));
  for (let missingFile = ''; ; ) {
    const index = await readIfThere(indexPath);
    if (index === undefined) return 'removed';
    if (index === (await readIfThere(copiedIndex))) return 'there already';
    const dataFile = findDataFile(index);
    // An overwrite between the two reads removes the file, and then the index names another one.
    if (dataFile === undefined || dataFile === missingFile) return 'damaged';
    try {
      const bytes = await copySynced(join(dirname(indexPath), dataFile), join(to, dataFile));
      await writeSynced(`${copiedIndex}.new`, index);
      await rename(`${copiedIndex}.new`, copiedIndex);
      return bytes;
    } catch (error) {
      await rm(join(to, dataFile), { force: true });
      if (!isMissingFile(error)) throw error;
      missingFile = dataFile;
    }
  }
}

/** Clones the bytes where the file system can, so that changing one file does not change the other. */
async function copySynced(from: string, to: string): Promise<number> {
  await copyFile(from, to, constants.COPYFILE_FICLONE);
  await using file = await open(to);
  await file.sync();
  return (await stat(to)).size;
}

function findDataFile(index: string): string | undefined {
  try {
    const [json = ''] = index.split('\n');
    const { dataFile } = JSON.parse(json) as { dataFile?: unknown };
    return typeof dataFile === 'string' && basename(dataFile) === dataFile ? dataFile : undefined;
  } catch {
    return undefined;
  }
}

async function readIfThere(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isMissingFile(error)) return undefined;
    throw error;
  }
}
