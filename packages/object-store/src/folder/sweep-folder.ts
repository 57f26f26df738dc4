import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

import { readObjectRecord } from './object-record.ts';

/** Ending of index files; a data file ends in its random id, which is hex. */
const INDEX_ENDING = '.json';

/**
 * Removes what a killed process left behind: temporary files and folders, and data files that no index file names.
 *
 * It lists folders, and reads an index file only when an object has several data files.
 *
 * @param incomingFolder where temporary files are
 * @param bucketFolders folders that hold the shards of index and data files
 * @param onDamage called for index files that cannot be read; their data files are kept
 */
export async function sweepFolder(
  incomingFolder: string,
  bucketFolders: readonly string[],
  onDamage: (error: unknown) => void,
): Promise<void> {
  for (const name of await readdir(incomingFolder)) {
    await rm(join(incomingFolder, name), { recursive: true, force: true });
  }
  for (const bucketFolder of bucketFolders) {
    for (const shard of await readdir(bucketFolder)) {
      await sweepShard(join(bucketFolder, shard), onDamage);
    }
  }
}

async function sweepShard(shardFolder: string, onDamage: (error: unknown) => void): Promise<void> {
  const names = await readdir(shardFolder);
  const indexFiles = new Set(names.filter((name) => name.endsWith(INDEX_ENDING)));
  const dataFiles = names.filter((name) => !name.endsWith(INDEX_ENDING));
  for (const [keyHash = '', versions = []] of Map.groupBy(dataFiles, (name) => name.split('.')[0])) {
    const indexFile = `${keyHash}${INDEX_ENDING}`;
    if (indexFiles.has(indexFile) && versions.length === 1) continue;
    try {
      const current = await readObjectRecord(join(shardFolder, indexFile));
      for (const name of versions.filter((version) => version !== current?.dataFile)) {
        await rm(join(shardFolder, name), { force: true });
      }
    } catch (error) {
      onDamage(error);
    }
  }
}
