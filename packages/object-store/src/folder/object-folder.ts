import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, rm, statfs } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import type { ChecksumAlgorithm } from '../checksums/checksum-algorithm.ts';
import { checkObjectKey } from '../object-key.ts';
import { S3Error } from '../s3-error.ts';
import { BucketFolder, type Precondition } from './bucket-folder.ts';
import type { KeyIndex } from './keys/key-index.ts';
import { linkOrCopy } from './link-or-copy.ts';
import type { ObjectAttributes, ObjectInfo, ObjectParts, ObjectRecord } from './object-record.ts';
import { sweepFolder } from './sweep-folder.ts';
import { createWriteBuffers, writeBody } from './write-body.ts';
import type { CopyOptions, TakenFile, WriteOptions } from './write-options.ts';

/** Name of the folder for new files, which is emptied when the objects are opened. */
export const INCOMING_FOLDER = 'incoming';

/** How a folder of objects is opened. */
export interface ObjectFolderOptions {
  readonly buckets: readonly string[];
  readonly now: () => Date;
  /** Called with each index file that can't be read, whose object is lost, and with lists of keys that were rebuilt. */
  readonly onDamage: (error: unknown) => void;
}

/** An object's place. */
export interface ObjectLocation {
  readonly bucket: string;
  readonly key: string;
}

/** An object opened for reading: the file stays whole and readable even when the object is overwritten. */
export interface OpenObject {
  readonly info: ObjectInfo;
  /** Of an object assembled from parts. */
  readonly parts: ObjectParts | undefined;
  readonly file: FileHandle;
}

/** S3's default type. */
export const DEFAULT_CONTENT_TYPE = 'binary/octet-stream';

/** S3's rule for bucket names, which also makes them safe as folder names. */
const BUCKET_NAME = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;

/**
 * Objects in a folder, each an immutable data file with a random name and an index file that names it.
 *
 * Renaming the index file into place makes a write visible atomically.
 */
export class ObjectFolder {
  /** Shared by all bodies that are written into the folder. */
  readonly writeBuffers = createWriteBuffers();
  readonly #folder: string;
  readonly #incoming: string;
  readonly #now: () => Date;
  readonly #buckets = new Map<string, BucketFolder>();

  private constructor(folder: string, now: () => Date) {
    this.#folder = folder;
    this.#incoming = join(folder, INCOMING_FOLDER);
    this.#now = now;
  }

  /** Opens a folder, creating it if missing, and removes what a killed process left in it. */
  static async open(folder: string, { buckets, now, onDamage }: ObjectFolderOptions): Promise<ObjectFolder> {
    for (const bucket of buckets) {
      if (!BUCKET_NAME.test(bucket) || bucket.includes('..')) {
        throw new TypeError(`"${bucket}" is not a valid bucket name.`);
      }
    }
    const opened = new ObjectFolder(resolve(folder), now);
    const bucketFolder = (bucket: string) => join(opened.#folder, 'buckets', bucket);
    const keysFolder = join(opened.#folder, 'keys');
    for (const path of [opened.#incoming, keysFolder, ...buckets.map(bucketFolder)]) {
      await mkdir(path, { recursive: true, mode: 0o700 });
    }
    await sweepFolder(opened.#incoming, buckets.map(bucketFolder), onDamage);
    for (const bucket of buckets) {
      const folderOfKeys = join(keysFolder, bucket);
      opened.#buckets.set(bucket, await BucketFolder.open(bucketFolder(bucket), folderOfKeys, onDamage));
    }
    return opened;
  }

  /** Names of the buckets. */
  get bucketNames(): readonly string[] {
    return [...this.#buckets.keys()];
  }

  /** Names of the buckets, with their creation times. */
  async buckets(): Promise<{ name: string; created: Date }[]> {
    const buckets = [...this.#buckets].map(async ([name, bucket]) => ({
      name,
      created: await bucket.created(),
    }));
    return await Promise.all(buckets);
  }

  /** @throws S3Error `NoSuchBucket` when the bucket is not configured */
  checkBucket(bucket: string): void {
    this.#bucket(bucket);
  }

  /** Refuses buckets that are not configured and invalid keys. */
  checkLocation(bucket: string, key: string): void {
    this.#locate(bucket, key);
  }

  /** A bucket's keys in order. Throws S3Error `NoSuchBucket`. */
  keys(bucket: string): KeyIndex {
    return this.#bucket(bucket).keys;
  }

  /** Metadata of an object, or undefined when there is none. */
  async stat(bucket: string, key: string): Promise<ObjectInfo | undefined> {
    const record = await this.#locate(bucket, key).record(key);
    return record && toInfo(record);
  }

  /** The multipart upload that made an object; undefined when there is none. */
  async uploadIdOf(bucket: string, key: string): Promise<string | undefined> {
    return (await this.#locate(bucket, key).record(key))?.uploadId;
  }

  /** Path of the object's data file, or undefined when there is no object. */
  async dataPath(bucket: string, key: string): Promise<string | undefined> {
    const folder = this.#locate(bucket, key);
    const record = await folder.record(key);
    return record && folder.dataPath(record);
  }

  /** Opens an object for reading; the caller closes the file. Undefined when there is no object. */
  async open(bucket: string, key: string): Promise<OpenObject | undefined> {
    return await this.#locate(bucket, key).withDataFile(key, async (record, path) => ({
      info: toInfo(record),
      parts: record.parts,
      file: await open(path),
    }));
  }

  /**
   * Writes an object, or replaces it; when this throws, nothing has changed and nothing is left behind.
   *
   * @throws S3Error when the check or the precondition refuses it, or what `beforeCommit` throws
   */
  async write(
    { bucket, key }: ObjectLocation,
    body: AsyncIterable<Uint8Array>,
    options: WriteOptions = {},
  ): Promise<ObjectInfo> {
    const { attributes, check, assembly, etag = 'md5' } = options;
    const folder = this.#locate(bucket, key);
    const incomingPath = this.newIncomingPath();
    try {
      const algorithms: ChecksumAlgorithm[] = [...(check?.algorithms ?? [])];
      if (!assembly && etag === 'md5') algorithms.push('md5');
      const { sizeBytes, digests } = await writeBody(incomingPath, body, {
        algorithms,
        buffers: this.writeBuffers,
      });
      const checksum = check?.accept(digests);
      const content = {
        key,
        sizeBytes,
        etag: assembly?.etag ?? digests.get('md5')?.toString('hex') ?? newOpaqueEtag(),
        lastModified: this.#now(),
        ...attributes,
        contentType: attributes?.contentType ?? DEFAULT_CONTENT_TYPE,
        ...(checksum && { checksum }),
        ...(assembly && { uploadId: assembly.uploadId, parts: assembly.parts }),
      };
      await options.beforeCommit?.();
      return await folder.commit(incomingPath, content, options.precondition);
    } finally {
      await rm(incomingPath, { force: true });
    }
  }

  /** Makes a file in the folder for new ones the content of an object. */
  async take({ bucket, key }: ObjectLocation, incomingPath: string, file: TakenFile): Promise<ObjectInfo> {
    const { sizeBytes, etag, contentType = DEFAULT_CONTENT_TYPE } = file;
    const content = { key, sizeBytes, etag, lastModified: this.#now(), contentType };
    return await this.#locate(bucket, key).commit(incomingPath, content);
  }

  /**
   * Copies an object without copying its bytes: both share the data file, which never changes.
   *
   * @throws S3Error `NoSuchKey`, or what the checks throw
   */
  async copy(source: ObjectLocation, target: ObjectLocation, options: CopyOptions = {}): Promise<ObjectInfo> {
    const folder = this.#locate(target.bucket, target.key);
    const incomingPath = this.newIncomingPath();
    try {
      const sourceFolder = this.#locate(source.bucket, source.key);
      const copied = await sourceFolder.withDataFile(source.key, async (record, path) => {
        options.checkSource?.(toInfo(record));
        await linkOrCopy(path, incomingPath);
        const { dataFile: _, uploadId: __, ...content } = record;
        return content;
      });
      if (copied === undefined) throw new S3Error('NoSuchKey', 'The specified key does not exist.');
      const { contentType, contentHeaders, metadata, tags, ...rest } = copied;
      const { attributes = { contentType, contentHeaders, metadata } } = options;
      const content = {
        ...rest,
        ...attributes,
        contentType: attributes.contentType ?? DEFAULT_CONTENT_TYPE,
        tags: options.tags ?? tags,
        key: target.key,
        lastModified: this.#now(),
      };
      return await folder.commit(incomingPath, content, options.precondition);
    } finally {
      await rm(incomingPath, { force: true });
    }
  }

  /** Puts other tags on an object. Throws S3Error `NoSuchKey`. */
  async setTags(bucket: string, key: string, tags: ObjectAttributes['tags']): Promise<void> {
    const incomingPath = this.newIncomingPath();
    try {
      if (await this.#locate(bucket, key).update(incomingPath, key, { tags })) return;
      throw new S3Error('NoSuchKey', 'The specified key does not exist.');
    } finally {
      await rm(incomingPath, { force: true });
    }
  }

  /** Removes an object, unless the precondition throws; nothing happens when there is none. */
  async remove(bucket: string, key: string, precondition?: Precondition): Promise<void> {
    await this.#locate(bucket, key).remove(key, precondition);
  }

  /** Looks whether the lists of keys are as they were written, and builds anew those that are not. */
  async checkKeys(): Promise<void> {
    for (const bucket of this.#buckets.values()) await bucket.keys.check();
  }

  /** Free bytes of the file system for this process. */
  async freeBytes(): Promise<number> {
    const { bavail, bsize } = await statfs(this.#folder);
    return bavail * bsize;
  }

  /** A path for a new file or folder that is swept away at the next start unless it is renamed. */
  newIncomingPath(): string {
    return join(this.#incoming, randomBytes(16).toString('hex'));
  }

  /** Waits for what is being written to the lists of keys; the folder can then be opened again. */
  async close(): Promise<void> {
    for (const bucket of this.#buckets.values()) await bucket.keys.close();
  }

  #bucket(bucket: string): BucketFolder {
    const folder = this.#buckets.get(bucket);
    if (folder === undefined) throw new S3Error('NoSuchBucket', 'The specified bucket does not exist');
    return folder;
  }

  #locate(bucket: string, key: string): BucketFolder {
    const folder = this.#bucket(bucket);
    checkObjectKey(key);
    return folder;
  }
}

/** With a dash, like the ETag of an object assembled from parts: clients do not compare it as an MD5. */
function newOpaqueEtag(): string {
  return `${randomBytes(16).toString('hex')}-1`;
}

function toInfo({ dataFile: _, uploadId: __, parts: ___, ...info }: ObjectRecord): ObjectInfo {
  return info;
}
