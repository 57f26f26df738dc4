import { createHash, randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, rename, rm, statfs } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

import { checkObjectKey } from '../object-key.ts';
import { S3Error } from '../s3-error.ts';
import { BodyDigests, type ExpectedDigest } from './body-digests.ts';
import { KeyLock } from './key-lock.ts';
import { linkOrCopy } from './link-or-copy.ts';
import {
  formatObjectRecord,
  isMissingFile,
  type ObjectInfo,
  type ObjectRecord,
  readObjectRecord,
} from './object-record.ts';
import { sweepFolder } from './sweep-folder.ts';
import { writeBody } from './write-body.ts';

/** What goes into an object beside its content. */
export interface WriteOptions {
  readonly contentType?: string | undefined;
  readonly expected?: readonly ExpectedDigest[];
}

/** Where an object is. */
export interface ObjectLocation {
  readonly bucket: string;
  readonly key: string;
}

/** An object opened for reading: the file stays whole and readable even when the object is overwritten. */
export interface OpenObject {
  readonly info: ObjectInfo;
  readonly file: FileHandle;
}

/** S3's own type for an object whose sender named none. */
const DEFAULT_CONTENT_TYPE = 'binary/octet-stream';

/** S3's rule for bucket names, which also makes them safe as folder names. */
const BUCKET_NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/**
 * Objects in a folder, each an immutable data file with a random name and an index file that names it.
 *
 * Renaming the index file into place is what makes a write visible, whole and at once.
 */
export class ObjectFolder {
  readonly #folder: string;
  readonly #incoming: string;
  readonly #buckets: ReadonlySet<string>;
  readonly #now: () => Date;
  readonly #commits = new KeyLock();

  private constructor(folder: string, buckets: readonly string[], now: () => Date) {
    this.#folder = folder;
    this.#incoming = join(folder, 'incoming');
    this.#buckets = new Set(buckets);
    this.#now = now;
  }

  /** Opens a folder, makes it if need be, and removes what a killed process left in it. */
  static async open(
    folder: string,
    buckets: readonly string[],
    now: () => Date,
    onDamage: (error: unknown) => void,
  ): Promise<ObjectFolder> {
    for (const bucket of buckets) {
      if (!BUCKET_NAME.test(bucket) || bucket.includes('..')) {
        throw new TypeError(`"${bucket}" is no bucket name.`);
      }
    }
    const opened = new ObjectFolder(resolve(folder), buckets, now);
    const bucketFolders = buckets.map((bucket) => opened.#bucketFolder(bucket));
    for (const path of [opened.#incoming, ...bucketFolders]) {
      await mkdir(path, { recursive: true, mode: 0o700 });
    }
    await sweepFolder(opened.#incoming, bucketFolders, onDamage);
    return opened;
  }

  /** Refuses buckets that are not configured and keys that no object may have. */
  checkLocation(bucket: string, key: string): void {
    if (!this.#buckets.has(bucket)) throw new S3Error('NoSuchBucket', 'The specified bucket does not exist');
    checkObjectKey(key);
  }

  /** What is known of an object, or undefined when there is none. */
  async stat(bucket: string, key: string): Promise<ObjectInfo | undefined> {
    const record = await readObjectRecord(this.#indexPath(bucket, key));
    return record && toInfo(record);
  }

  /** Path of the object's data file, or undefined when there is no object. */
  async dataPath(bucket: string, key: string): Promise<string | undefined> {
    const indexPath = this.#indexPath(bucket, key);
    const record = await readObjectRecord(indexPath);
    return record && join(dirname(indexPath), record.dataFile);
  }

  /** Opens an object for reading; the caller closes the file. Undefined when there is no object. */
  async open(bucket: string, key: string): Promise<OpenObject | undefined> {
    const indexPath = this.#indexPath(bucket, key);
    for (let missingFile = ''; ; ) {
      const record = await readObjectRecord(indexPath);
      if (record === undefined) return undefined;
      try {
        const file = await open(join(dirname(indexPath), record.dataFile));
        return { info: toInfo(record), file };
      } catch (cause) {
        // An overwrite between the two reads removes the file, and then the index names another one.
        if (!isMissingFile(cause) || record.dataFile === missingFile) {
          throw new Error(`The data file ${record.dataFile} cannot be opened.`, { cause });
        }
        missingFile = record.dataFile;
      }
    }
  }

  /**
   * Writes an object, or replaces it; when this throws, nothing has changed and nothing is left behind.
   *
   * @throws S3Error when the body has not the expected digests
   */
  async write(
    bucket: string,
    key: string,
    body: AsyncIterable<Uint8Array>,
    options: WriteOptions = {},
  ): Promise<ObjectInfo> {
    const indexPath = this.#indexPath(bucket, key);
    const incomingPath = this.#newIncomingPath();
    try {
      const digests = new BodyDigests(options.expected ?? []);
      const sizeBytes = await writeBody(incomingPath, body, digests);
      const record: ObjectRecord = {
        key,
        sizeBytes,
        etag: digests.finish(),
        lastModified: this.#now(),
        contentType: options.contentType ?? DEFAULT_CONTENT_TYPE,
        dataFile: newDataFile(key),
      };
      await this.#commits.run(indexPath, () => this.#commit(indexPath, incomingPath, record));
      return toInfo(record);
    } finally {
      await rm(incomingPath, { force: true });
    }
  }

  /**
   * Copies an object without copying its bytes: both share the data file, which never changes.
   *
   * @throws S3Error `NoSuchKey`
   */
  async copy(source: ObjectLocation, target: ObjectLocation): Promise<ObjectInfo> {
    const sourceIndex = this.#indexPath(source.bucket, source.key);
    const targetIndex = this.#indexPath(target.bucket, target.key);
    const incomingPath = this.#newIncomingPath();
    try {
      const record = await readObjectRecord(sourceIndex);
      if (record === undefined) throw new S3Error('NoSuchKey', 'The specified key does not exist.');
      await linkOrCopy(join(dirname(sourceIndex), record.dataFile), incomingPath);
      const copied = {
        ...record,
        key: target.key,
        lastModified: this.#now(),
        dataFile: newDataFile(target.key),
      };
      await this.#commits.run(targetIndex, () => this.#commit(targetIndex, incomingPath, copied));
      return toInfo(copied);
    } finally {
      await rm(incomingPath, { force: true });
    }
  }

  /** Removes an object; nothing happens when there is none. */
  async remove(bucket: string, key: string): Promise<void> {
    const indexPath = this.#indexPath(bucket, key);
    await this.#commits.run(indexPath, async () => {
      const record = await readObjectRecord(indexPath);
      if (record === undefined) return;
      await rm(indexPath);
      await syncFolder(dirname(indexPath));
      await rm(join(dirname(indexPath), record.dataFile), { force: true });
    });
  }

  /** Bytes that the file system still has for this process. */
  async freeBytes(): Promise<number> {
    const { bavail, bsize } = await statfs(this.#folder);
    return bavail * bsize;
  }

  async #commit(indexPath: string, incomingPath: string, record: ObjectRecord): Promise<void> {
    const shardFolder = dirname(indexPath);
    const dataPath = join(shardFolder, record.dataFile);
    const previous = await readObjectRecord(indexPath);
    if (await mkdir(shardFolder, { recursive: true, mode: 0o700 })) await syncFolder(dirname(shardFolder));
    const incomingIndexPath = this.#newIncomingPath();
    try {
      await rename(incomingPath, dataPath);
      await writeSynced(incomingIndexPath, formatObjectRecord(record));
      // The data file's name must be on disk before an index file can name it.
      await syncFolder(shardFolder);
      await rename(incomingIndexPath, indexPath);
    } catch (error) {
      await rm(dataPath, { force: true });
      await rm(incomingIndexPath, { force: true });
      throw error;
    }
    await syncFolder(shardFolder);
    if (previous) await rm(join(shardFolder, previous.dataFile), { force: true });
  }

  #newIncomingPath(): string {
    return join(this.#incoming, randomBytes(16).toString('hex'));
  }

  #bucketFolder(bucket: string): string {
    return join(this.#folder, 'buckets', bucket);
  }

  #indexPath(bucket: string, key: string): string {
    this.checkLocation(bucket, key);
    const keyHash = hashKey(key);
    return join(this.#bucketFolder(bucket), keyHash.slice(0, 2), `${keyHash}.json`);
  }
}

function hashKey(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

function newDataFile(key: string): string {
  return `${hashKey(key)}.${randomBytes(16).toString('hex')}`;
}

function toInfo({ dataFile: _, ...info }: ObjectRecord): ObjectInfo {
  return info;
}

async function writeSynced(path: string, text: string): Promise<void> {
  await using file = await open(path, 'wx', 0o600);
  await file.writeFile(text);
  await file.sync();
}

async function syncFolder(path: string): Promise<void> {
  await using folder = await open(path);
  await folder.sync();
}
