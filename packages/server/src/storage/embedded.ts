import { mkdir, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { type ObjectInfo, S3Error, type StoreThread, type TemporaryKeys } from '@tiepoint/object-store';
import { linkOrCopy } from '@tiepoint/processes';
import { type Bucket, ObjectMissing, type StoredObject } from './bucket.ts';
import { shareTemporaryKeys } from './share-temporary-keys.ts';

/** Whole and multipart uploads. */
const WRITE_ONLY = ['PutObject', 'AbortMultipartUpload', 'ListMultipartUploadParts'] as const;

/** The object store inside this server, and where clients reach it. */
export interface EmbeddedStore {
  store: StoreThread;
  temporaryKeys: TemporaryKeys;
  endpoint: string;
  now: () => Date;
}

/** One bucket of the object store inside this server. */
export function createEmbeddedBucket(
  { store, temporaryKeys, endpoint, now }: EmbeddedStore,
  name: string,
): Bucket {
  const filePath = async (key: string) => {
    const path = await store.filePath(name, key);
    if (!path) throw new ObjectMissing(name, key);
    return path;
  };
  return {
    name,
    clouds: ['s3', 'oss', 'minio'],
    async grantUpload(key, terms) {
      const url = store.presign({ method: 'PUT', endpoint, bucket: name, key, ...terms });
      return { url, expiresAt: new Date(now().getTime() + terms.expiresInSeconds * 1000) };
    },
    grantPrefix: shareTemporaryKeys(async (keyPrefix, terms) => {
      const grant = { bucket: name, keyPrefix, actions: WRITE_ONLY, ...terms };
      return { ...temporaryKeys.mint(grant), bucket: name, endpoint };
    }, now),
    async link(key, options) {
      return store.presign({
        method: 'GET',
        endpoint,
        bucket: name,
        key,
        expiresInSeconds: options.expiresInSeconds,
        responseContentType: options.contentType,
        responseContentDisposition: options.downloadAs && `attachment; filename="${options.downloadAs}"`,
      });
    },
    async stat(key) {
      const info = await store.stat(name, key);
      return info && toStored(info);
    },
    incomingKeys: () => store.incomingKeys(name),
    read: (key) => orMissing(name, key, store.read(name, key)),
    async write(key, body, contentType) {
      return toStored(await store.write({ bucket: name, key }, Readable.from(body), { contentType }));
    },
    remove: (key, etag) => store.remove(name, key, etag),
    ...listContents(store, name),
    removeAll: (prefix) => store.removeAll(name, prefix),
    async useFile(key, use) {
      return use(await filePath(key));
    },
    async fetchTo(key, path) {
      const source = await filePath(key);
      await mkdir(dirname(path), { recursive: true });
      await rm(path, { force: true });
      await linkOrCopy(source, path);
    },
  };
}

/** What a sweep asks of a bucket. */
function listContents(
  store: StoreThread,
  name: string,
): Pick<Bucket, 'list' | 'listUploads' | 'abortUpload'> {
  return {
    async list(after, limit) {
      const { objects } = await store.list(name, { after, maxKeys: limit });
      return objects.map((info) => ({ ...toStored(info), key: info.key, storedAt: info.lastModified }));
    },
    async listUploads() {
      const uploads = await store.listUploads(name);
      return uploads.map(({ key, uploadId, initiated }) => ({ key, uploadId, startedAt: initiated }));
    },
    abortUpload: ({ key, uploadId }) => store.abortUpload({ bucket: name, key, uploadId }),
  };
}

function toStored(info: ObjectInfo): StoredObject {
  return { size: info.sizeBytes, etag: info.etag };
}

/** Copies an object from one bucket of the embedded store to another; both then share the bytes on disk. */
export async function copyEmbedded(
  store: StoreThread,
  source: { bucket: string; key: string },
  target: { bucket: string; key: string },
): Promise<StoredObject> {
  return toStored(await orMissing(source.bucket, source.key, store.copy(source, target)));
}

async function orMissing<Result>(bucket: string, key: string, reading: Promise<Result>): Promise<Result> {
  try {
    return await reading;
  } catch (error) {
    if (error instanceof S3Error && error.code === 'NoSuchKey') {
      throw new ObjectMissing(bucket, key, { cause: error });
    }
    throw error;
  }
}
