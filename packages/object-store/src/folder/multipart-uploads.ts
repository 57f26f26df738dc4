import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import type { BodyCheck } from '../checksums/body-check.ts';
import { S3Error } from '../s3-error.ts';
import { KeyLock } from './key-lock.ts';
import type { ObjectFolder, ObjectLocation } from './object-folder.ts';
import { isMissingFile, type ObjectInfo, type ObjectParts, type PartChecksum } from './object-record.ts';
import { syncFolder } from './sync-folder.ts';
import { type Part, type PartRecord, readPartRecord, readUpload, type Upload } from './upload-record.ts';
import { writeBody } from './write-body.ts';
import type { WriteOptions } from './write-options.ts';
import { writeSynced } from './write-synced.ts';

/** A new multipart upload. */
export type NewUpload = Omit<Upload, 'uploadId' | 'initiated'>;

/** A part as listed in the request to complete an upload. */
export interface NamedPart {
  readonly partNumber: number;
  /** MD5 in hex. */
  readonly etag: string;
  /** Checksums that the client lists for it. */
  readonly checksums?: readonly PartChecksum[];
}

/** What must hold for an upload to be completed. */
export interface CompleteOptions extends Pick<WriteOptions, 'precondition' | 'beforeCommit'> {
  /** Called with the parts before they are assembled; returns the check of the whole, or throws to refuse them. */
  readonly checkParts: (parts: readonly Part[]) => BodyCheck | Promise<BodyCheck>;
}

/** Read buffer when parts are assembled. */
const READ_BYTES = 1024 * 1024;

/**
 * Multipart uploads in progress, a folder each: `upload.json`, and a data file and an index file for each part.
 *
 * Nothing of an upload remains after its completion or abort.
 */
export class MultipartUploads {
  readonly #folder: string;
  readonly #objects: ObjectFolder;
  readonly #now: () => Date;
  readonly #locks = new KeyLock();

  private constructor(folder: string, objects: ObjectFolder, now: () => Date) {
    this.#folder = folder;
    this.#objects = objects;
    this.#now = now;
  }

  /** @param folder of the store, the same as that of the objects */
  static async open(folder: string, objects: ObjectFolder, now: () => Date): Promise<MultipartUploads> {
    const uploads = new MultipartUploads(join(resolve(folder), 'uploads'), objects, now);
    await mkdir(uploads.#folder, { recursive: true, mode: 0o700 });
    return uploads;
  }

  /** Starts an upload. */
  async create(upload: NewUpload): Promise<Upload> {
    this.#objects.checkLocation(upload.bucket, upload.key);
    const uploadId = randomBytes(16).toString('hex');
    const created: Upload = { ...upload, uploadId, initiated: this.#now() };
    const incomingPath = this.#objects.newIncomingPath();
    await mkdir(incomingPath, { mode: 0o700 });
    await writeSynced(join(incomingPath, 'upload.json'), JSON.stringify(created));
    await rename(incomingPath, this.#path(uploadId));
    await syncFolder(this.#folder);
    return created;
  }

  /** Finds the upload of an object. Throws S3Error `NoSuchUpload`. */
  async find(location: ObjectLocation, uploadId: string): Promise<Upload> {
    const upload = /^[0-9a-f]{32}$/.test(uploadId)
      ? await readUpload(join(this.#path(uploadId), 'upload.json'))
      : undefined;
    if (upload === undefined || upload.bucket !== location.bucket || upload.key !== location.key) {
      throw noSuchUpload();
    }
    return upload;
  }

  /**
   * Writes a part, or replaces it; when this throws, nothing has changed.
   *
   * @throws S3Error when the check refuses it, or `NoSuchUpload` when the upload ended meanwhile
   */
  async writePart(
    upload: Upload,
    body: AsyncIterable<Uint8Array>,
    { partNumber, check }: { partNumber: number; check?: BodyCheck },
  ): Promise<Part> {
    const incomingPath = this.#objects.newIncomingPath();
    try {
      const algorithms = ['md5', ...(check?.algorithms ?? [])] as const;
      const { writeBuffers: buffers } = this.#objects;
      const { sizeBytes, digests } = await writeBody(incomingPath, body, { algorithms, buffers });
      const checksum = check?.accept(digests);
      const record: PartRecord = {
        partNumber,
        sizeBytes,
        etag: digests.get('md5')?.toString('hex') ?? '',
        lastModified: this.#now(),
        ...(checksum && { checksum }),
        dataFile: `${partNumber}.${randomBytes(16).toString('hex')}`,
      };
      await this.#locks.run(upload.uploadId, () => this.#commitPart(upload, incomingPath, record));
      return record;
    } finally {
      await rm(incomingPath, { force: true });
    }
  }

  /** The parts that have arrived, by number. */
  async parts(upload: Upload): Promise<Part[]> {
    const records: PartRecord[] = [];
    for (const name of await readdir(this.#path(upload.uploadId))) {
      const number = /^(\d+)\.json$/.exec(name)?.[1];
      const record = number && (await readPartRecord(this.#partPath(upload.uploadId, Number(number))));
      if (record) records.push(record);
    }
    return records.sort((a, b) => a.partNumber - b.partNumber);
  }

  /**
   * Assembles the listed parts in the given order and ends the upload.
   *
   * @throws S3Error `InvalidPart` for a missing part, or what the options throw; the upload then stays open
   */
  async complete(upload: Upload, named: readonly NamedPart[], options: CompleteOptions): Promise<ObjectInfo> {
    const { uploadId, bucket, key, attributes } = upload;
    return await this.#locks.run(uploadId, async () => {
      await this.find(upload, uploadId);
      const parts = await this.#namedParts(upload, named);
      const check = await options.checkParts(parts);
      const paths = parts.map((part) => join(this.#path(uploadId), part.dataFile));
      const info = await this.#objects.write({ bucket, key }, concatenate(paths), {
        attributes,
        check,
        precondition: options.precondition,
        beforeCommit: options.beforeCommit,
        assembly: { uploadId, etag: etagOfParts(parts), parts: describeParts(parts) },
      });
      await this.#remove(uploadId);
      return info;
    });
  }

  /** Ends an upload and removes its parts. */
  async abort(upload: Upload): Promise<void> {
    await this.#locks.run(upload.uploadId, () => this.#remove(upload.uploadId));
  }

  /** The uploads in progress in a bucket, by key and age. */
  async list(bucket: string): Promise<Upload[]> {
    const uploads: Upload[] = [];
    for (const uploadId of await readdir(this.#folder)) {
      const upload = await readUpload(join(this.#path(uploadId), 'upload.json'));
      if (upload?.bucket === bucket) uploads.push(upload);
    }
    return uploads.sort(
      (a, b) =>
        Buffer.compare(Buffer.from(a.key), Buffer.from(b.key)) ||
        a.initiated.getTime() - b.initiated.getTime(),
    );
  }

  /** Removes uploads without recent activity. */
  async removeIdle(idleMs: number): Promise<void> {
    const before = this.#now().getTime() - idleMs;
    for (const uploadId of await readdir(this.#folder)) {
      await this.#locks.run(uploadId, async () => {
        // Each part that arrives changes the folder.
        if ((await lastChange(this.#path(uploadId))) < before) await this.#remove(uploadId);
      });
    }
  }

  async #commitPart(upload: Upload, incomingPath: string, record: PartRecord): Promise<void> {
    const { uploadId } = upload;
    const partPath = this.#partPath(uploadId, record.partNumber);
    const dataPath = join(this.#path(uploadId), record.dataFile);
    const incomingIndexPath = `${incomingPath}.json`;
    const previous = await readPartRecord(partPath);
    try {
      await rename(incomingPath, dataPath);
      await writeSynced(incomingIndexPath, JSON.stringify(record));
      await rename(incomingIndexPath, partPath);
    } catch (error) {
      await rm(dataPath, { force: true });
      await rm(incomingIndexPath, { force: true });
      await this.find(upload, uploadId);
      throw error;
    }
    if (previous) await rm(join(this.#path(uploadId), previous.dataFile), { force: true });
  }

  async #namedParts(upload: Upload, named: readonly NamedPart[]): Promise<PartRecord[]> {
    const parts: PartRecord[] = [];
    for (const { partNumber, etag, checksums = [] } of named) {
      const record = await readPartRecord(this.#partPath(upload.uploadId, partNumber));
      if (record?.etag !== etag || checksums.some((checksum) => isOther(checksum, record.checksum))) {
        throw new S3Error(
          'InvalidPart',
          `Part ${partNumber} could not be found, or its entity tag or checksum is not that of the part that arrived.`,
        );
      }
      parts.push(record);
    }
    return parts;
  }

  /** Renames the folder first, so that an upload is removed atomically. */
  async #remove(uploadId: string): Promise<void> {
    const incomingPath = this.#objects.newIncomingPath();
    try {
      await rename(this.#path(uploadId), incomingPath);
    } catch (error) {
      if (!isMissingFile(error)) throw error;
    }
    await rm(incomingPath, { recursive: true, force: true });
  }

  #partPath(uploadId: string, partNumber: number): string {
    return join(this.#path(uploadId), `${partNumber}.json`);
  }

  #path(uploadId: string): string {
    return join(this.#folder, uploadId);
  }
}

/** Whether a part has another checksum than listed; one of another algorithm may be right. */
function isOther(named: PartChecksum, own: PartChecksum | undefined): boolean {
  return own?.algorithm === named.algorithm && own.value !== named.value;
}

function describeParts(parts: readonly Part[]): ObjectParts {
  const checksums = parts.flatMap(({ checksum }) =>
    checksum ? [{ algorithm: checksum.algorithm, value: checksum.value }] : [],
  );
  const sizesBytes = parts.map(({ sizeBytes }) => sizeBytes);
  return checksums.length === parts.length ? { sizesBytes, checksums } : { sizesBytes };
}

/** S3's ETag of an object made of parts: MD5 of the MD5s, `-`, and the number of parts. */
function etagOfParts(parts: readonly Part[]): string {
  const hash = createHash('md5');
  for (const part of parts) hash.update(part.etag, 'hex');
  return `${hash.digest('hex')}-${parts.length}`;
}

async function* concatenate(paths: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const path of paths) yield* createReadStream(path, { highWaterMark: READ_BYTES });
}

async function lastChange(path: string): Promise<number> {
  try {
    return (await stat(path)).mtimeMs;
  } catch (error) {
    if (isMissingFile(error)) return Number.POSITIVE_INFINITY;
    throw error;
  }
}

function noSuchUpload(): S3Error {
  return new S3Error(
    'NoSuchUpload',
    'The specified upload does not exist. It may have been completed or aborted, or its ID is invalid.',
  );
}
