import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { KeyLock } from './key-lock.ts';
import { KeyIndex } from './keys/key-index.ts';
import {
  DamagedRecord,
  formatObjectRecord,
  hashKey,
  indexName,
  isMissingFile,
  type ObjectAttributes,
  type ObjectInfo,
  type ObjectRecord,
  readObjectRecord,
} from './object-record.ts';
import { syncFolder } from './sync-folder.ts';
import { writeSynced } from './write-synced.ts';

/** Throws when the current object must not be replaced or removed; runs atomically with the change. */
export type Precondition = (current: ObjectInfo | undefined) => void;

/** The objects of one bucket: index files and data files in shards by the hash of the key, and the list of keys. */
export class BucketFolder {
  readonly #folder: string;
  readonly #keys: KeyIndex;
  readonly #commits = new KeyLock();

  private constructor(folder: string, keys: KeyIndex) {
    this.#folder = folder;
    this.#keys = keys;
  }

  /**
   * @param folder of the objects; must exist
   * @param keysFolder of the list of keys, rebuilt from the index files when missing
   * @param onDamage told of index files that cannot be read, and of a list of keys that cannot be written
   */
  static async open(
    folder: string,
    keysFolder: string,
    onDamage: (error: unknown) => void,
  ): Promise<BucketFolder> {
    const keys = await KeyIndex.open(keysFolder, () => scanKeys(folder, onDamage), onDamage);
    return new BucketFolder(folder, keys);
  }

  /** The keys in order. */
  get keys(): KeyIndex {
    return this.#keys;
  }

  /** When the bucket's folder was created. */
  async created(): Promise<Date> {
    return (await stat(this.#folder)).birthtime;
  }

  /** The record of an object in its index file, or undefined when there is none. */
  async record(key: string): Promise<ObjectRecord | undefined> {
    return await readObjectRecord(this.#indexPath(key));
  }

  /** Path of an object's data file. */
  dataPath(record: ObjectRecord): string {
    return join(this.#shardFolder(record.key), record.dataFile);
  }

  /** Uses an object's data file, and retries when it is overwritten meanwhile; undefined when there is no object. */
  async withDataFile<Result>(
    key: string,
    use: (record: ObjectRecord, path: string) => Promise<Result>,
  ): Promise<Result | undefined> {
    for (let missingFile = ''; ; ) {
      const record = await this.record(key);
      if (record === undefined) return undefined;
      try {
        return await use(record, this.dataPath(record));
      } catch (cause) {
        if (!isMissingFile(cause)) throw cause;
        // An overwrite between the two reads removes the file, and then the index names another one.
        if (record.dataFile === missingFile) {
          throw new Error(`The data file ${record.dataFile} cannot be opened.`, { cause });
        }
        missingFile = record.dataFile;
      }
    }
  }

  /**
   * Makes a written and synced file the content of an object; when this throws, nothing has changed.
   *
   * @param incomingPath the file, which is moved away
   */
  async commit(
    incomingPath: string,
    content: Omit<ObjectRecord, 'dataFile'>,
    precondition?: Precondition,
  ): Promise<ObjectInfo> {
    const { key } = content;
    await this.#commits.run(key, async () => {
      // A damaged index file is replaced as if there were none; the next start removes the data file it named.
      const previous = await unlessDamaged(this.record(key));
      precondition?.(previous);
      const record = { ...content, dataFile: `${hashKey(key)}.${randomBytes(16).toString('hex')}` };
      await this.#replace(incomingPath, record, previous);
    });
    const { uploadId: _, parts: __, ...info } = content;
    return info;
  }

  /**
   * Changes the metadata of an object, not its content.
   *
   * @param incomingPath of a file that does not exist yet
   * @returns whether there is an object
   */
  async update(incomingPath: string, key: string, changes: Partial<ObjectAttributes>): Promise<boolean> {
    return await this.#commits.run(key, async () => {
      const record = await this.record(key);
      if (record === undefined) return false;
      await writeSynced(incomingPath, formatObjectRecord({ ...record, ...changes }));
      await rename(incomingPath, this.#indexPath(key));
      await syncFolder(this.#shardFolder(key));
      return true;
    });
  }

  /** Removes an object, unless the precondition throws; nothing happens when there is none. */
  async remove(key: string, precondition?: Precondition): Promise<void> {
    await this.#commits.run(key, async () => {
      let isDamaged = false;
      const record = await unlessDamaged(this.record(key), () => {
        isDamaged = true;
      });
      if (record === undefined && !isDamaged) return;
      if (record) precondition?.(record);
      await rm(this.#indexPath(key));
      await syncFolder(this.#shardFolder(key));
      if (record) await rm(this.dataPath(record), { force: true });
      else await this.#removeVersions(key);
      await this.#keys.remove(key);
    });
  }

  async #replace(
    incomingPath: string,
    record: ObjectRecord,
    previous: ObjectRecord | undefined,
  ): Promise<void> {
    const shardFolder = this.#shardFolder(record.key);
    const dataPath = this.dataPath(record);
    const incomingIndexPath = `${incomingPath}.json`;
    if (await mkdir(shardFolder, { recursive: true, mode: 0o700 })) await syncFolder(dirname(shardFolder));
    const listing = previous ? undefined : this.#keys.add(record.key);
    // Its failure is handled below; until then Node must not report it as unhandled.
    listing?.catch(() => {});
    try {
      await rename(incomingPath, dataPath);
      await writeSynced(incomingIndexPath, formatObjectRecord(record));
      // The data file's name and the key must be on disk before an index file can name them.
      await syncFolder(shardFolder);
      await listing;
      await rename(incomingIndexPath, this.#indexPath(record.key));
    } catch (error) {
      await rm(dataPath, { force: true });
      await rm(incomingIndexPath, { force: true });
      throw error;
    }
    await syncFolder(shardFolder);
    if (previous) await rm(this.dataPath(previous), { force: true });
  }

  /** Removes every data file of a key. */
  async #removeVersions(key: string): Promise<void> {
    const folder = this.#shardFolder(key);
    const versions = (await readdir(folder)).filter((name) => name.startsWith(`${hashKey(key)}.`));
    for (const name of versions) await rm(join(folder, name), { force: true });
  }

  #indexPath(key: string): string {
    return join(this.#shardFolder(key), indexName(key));
  }

  #shardFolder(key: string): string {
    return join(this.#folder, hashKey(key).slice(0, 2));
  }
}

/** All keys of a bucket, from its index files. */
async function* scanKeys(folder: string, onDamage: (error: unknown) => void): AsyncGenerator<string> {
  for (const shard of await readdir(folder)) {
    for (const name of await readdir(join(folder, shard))) {
      if (!name.endsWith('.json')) continue;
      try {
        const record = await readObjectRecord(join(folder, shard, name));
        if (record) yield record.key;
      } catch (error) {
        onDamage(error);
      }
    }
  }
}

/** The record, or undefined where its index file is damaged. */
async function unlessDamaged<Result>(
  reading: Promise<Result>,
  onDamage: () => void = () => {},
): Promise<Result | undefined> {
  try {
    return await reading;
  } catch (error) {
    if (!(error instanceof DamagedRecord)) throw error;
    onDamage();
    return undefined;
  }
}
