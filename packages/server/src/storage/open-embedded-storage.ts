import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type Credentials,
  createTemporaryKeys,
  type ObjectWrite,
  S3Error,
  startStoreThread,
} from '@tiepoint/object-store';
import { z } from 'zod';
import { findOutage } from '../errors/outage.ts';
import type { Logger } from '../observability/logger.ts';
import { explainListenError, urlOf } from '../processes/listen.ts';
import type { Storage } from './bucket.ts';
import { copyEmbedded, createEmbeddedBucket } from './embedded.ts';

export interface EmbeddedStorageOptions {
  dataFolder: string;
  host: string;
  port: number;
  /** Where clients reach it; `http://host:port` when left out. */
  publicUrl?: string;
  maxObjectBytes: number;
  now: () => Date;
  logger: Logger;
  /** Whether a client's write into an upload bucket is still wanted. */
  mayPut: (write: ObjectWrite) => Promise<boolean>;
  /** Told of each object that a client has put into an upload bucket. */
  onUploaded: (object: { bucket: string; key: string }) => Promise<void>;
}

/** Storage inside this server: an upload bucket called `local`, and the private bucket. */
export interface EmbeddedStorage extends Storage {
  endpoint: string;
  close(): Promise<void>;
}

/** For the operator; clients get HTTP 507, `InsufficientStorage`. */
const DISK_FULL = 'object store: the disk is full, uploads are refused until space is freed';
const UPLOAD_BUCKET = 'local';
const PRIVATE_BUCKET = 'private';
const KEYS_FILE = 'storage-keys.json';

const storedKeys = z.object({ accessKeyId: z.string(), secretAccessKey: z.string() });

/** Opens the embedded object store on `dataFolder/objects` and listens for clients. */
export async function openEmbeddedStorage(options: EmbeddedStorageOptions): Promise<EmbeddedStorage> {
  const credentials = await ensureKeys(options.dataFolder);
  const temporaryKeys = createTemporaryKeys({ masterSecret: credentials.secretAccessKey, now: options.now });
  const store = await startStoreThread({
    folder: join(options.dataFolder, 'objects'),
    buckets: [UPLOAD_BUCKET, PRIVATE_BUCKET],
    credentials,
    masterSecret: credentials.secretAccessKey,
    host: options.host,
    port: options.port,
    maxObjectBytes: options.maxObjectBytes,
    now: options.now,
    mayWrite: (write) => mayWrite(options, write),
    onObjectCreated: async ({ bucket, key }) => {
      if (bucket !== PRIVATE_BUCKET) await options.onUploaded({ bucket, key });
    },
    onError: (error, context) => {
      const full = findOutage(error)?.kind === 'disk';
      options.logger.error({ err: error, context }, full ? DISK_FULL : 'object store');
    },
    onDeath: (error) => options.logger.error({ err: error }, 'the object store ended, and is started again'),
  }).catch((error) => {
    throw explainListenError(error, { ...options, flag: 'TIEPOINT_STORAGE_PORT' });
  });
  const endpoint = options.publicUrl ?? urlOf(options.host, store.port);
  const bucket = (name: string) =>
    createEmbeddedBucket({ store, temporaryKeys, endpoint, now: options.now }, name);
  return {
    endpoint,
    uploads: new Map([[UPLOAD_BUCKET, bucket(UPLOAD_BUCKET)]]),
    private: bucket(PRIVATE_BUCKET),
    adopt: (uploaded, key) => copyEmbedded(store, uploaded, { bucket: PRIVATE_BUCKET, key }),
    close: store.close,
  };
}

async function mayWrite(options: EmbeddedStorageOptions, write: ObjectWrite): Promise<boolean> {
  if (write.bucket === PRIVATE_BUCKET) return true;
  try {
    return await options.mayPut(write);
  } catch (error) {
    const outage = findOutage(error);
    if (outage?.kind !== 'database') throw error;
    throw new S3Error('ServiceUnavailable', outage.message, { cause: error });
  }
}

/** The keys that sign URLs stay the same over restarts, so that a client's URLs stay valid. */
async function ensureKeys(dataFolder: string): Promise<Credentials> {
  const path = join(dataFolder, KEYS_FILE);
  try {
    return storedKeys.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EACCES') throw error;
  }
  const keys = {
    accessKeyId: `TP${randomBytes(9).toString('hex').toUpperCase()}`,
    secretAccessKey: randomBytes(20).toString('hex'),
  };
  await writeFile(`${path}.new`, JSON.stringify(keys), { mode: 0o600 });
  await rename(`${path}.new`, path);
  return keys;
}
