import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';

import type { Credentials, FindAccessKey } from './access/access-key.ts';
import { findDialect, findFormDialect } from './dialects/find-dialect.ts';
import { type PresignRequest, presignUrl } from './dialects/s3/signature/presign-url.ts';
import { listObjects } from './folder/list-objects.ts';
import { MultipartUploads } from './folder/multipart-uploads.ts';
import { ObjectFolder, type ObjectLocation } from './folder/object-folder.ts';
import type { ObjectInfo } from './folder/object-record.ts';
import { removeObjects } from './folder/remove-objects.ts';
import type { TakenFile } from './folder/write-options.ts';
import { createStoreServer } from './http/create-store-server.ts';
import type { ObjectCreatedEvent, ObjectWrite } from './http/exchange.ts';
import { handleRequest, type RequestContext, type RequestNeeds } from './http/handle-request.ts';
import { IncomingObjects } from './http/incoming-objects.ts';
import { RunningWork } from './http/running-work.ts';
import { S3Error } from './s3-error.ts';

/** How a store is set up. */
export interface ObjectStoreOptions {
  /** Created if missing. Only one process at a time may open it. */
  readonly folder: string;
  readonly buckets: readonly string[];
  /** The store's own key pair: it signs URLs and has full access. */
  readonly credentials: Credentials;
  /** Finds further access keys, such as temporary ones for the keys of one prefix. Not asked for the store's own. */
  readonly findAccessKey?: FindAccessKey;
  /** Larger bodies are refused, those without a stated length as soon as they pass it. */
  readonly maxObjectBytes: number;
  /** A transfer slower than 1 KiB/s for this long is aborted (default: 30). */
  readonly stallTimeoutSeconds?: number;
  readonly now?: () => Date;
  /**
   * Asked before each PUT, form, part and other write by HTTP, and again when its body has arrived: those that are
   * refused are answered with `AccessDenied` and change nothing (default: all are allowed). An S3Error that it throws is
   * the answer.
   */
  readonly mayWrite?: (write: ObjectWrite) => Promise<boolean>;
  /**
   * Called for each object that arrived by HTTP (PUT, form, copy or completed multipart upload), after the response:
   * a hint, lost when the process dies in between. It can neither delay nor fail the request; its errors go to
   * `onError`.
   */
  readonly onObjectCreated?: (event: ObjectCreatedEvent) => void | Promise<void>;
  /** Called for failures that are not the client's fault; the context has no secret and no query string. */
  readonly onError?: (error: unknown, context: ErrorContext) => void;
}

/** Where something failed: in a request, in `onObjectCreated` for an object, or in the folder itself. */
export type ErrorContext =
  | RequestContext
  | { readonly bucket: string; readonly key: string }
  | { readonly folder: string };

/** A byte range of an object, both ends included. */
export interface ReadRange {
  readonly start?: number;
  readonly end?: number;
}

/** A page of a bucket. */
export interface ListedObjects {
  readonly objects: readonly ObjectInfo[];
  /** The `after` of the next page; undefined on the last one. */
  readonly next: string | undefined;
}

/** A multipart upload in progress. */
export interface OpenUpload extends ObjectLocation {
  readonly uploadId: string;
  readonly initiated: Date;
}

/** An object store on a folder, for clients of S3 and of OSS. */
export interface ObjectStore {
  /** For `http.createServer(store.handle)`; prefer {@link ObjectStore.createServer}. */
  readonly handle: (request: IncomingMessage, response: ServerResponse) => void;
  /** A server, not yet listening, that refuses bad uploads before their body and gives slow ones the time they need. */
  createServer(): Server;
  /** A presigned URL: lets its holder read or write one object until it expires. */
  presign(request: PresignRequest): string;
  /** Metadata of an object, or undefined when there is none. */
  stat(bucket: string, key: string): Promise<ObjectInfo | undefined>;
  /** An object's content, consistent even when it is overwritten meanwhile. Throws S3Error `NoSuchKey`. */
  read(bucket: string, key: string, range?: ReadRange): Promise<Readable>;
  /** Writes or replaces an object; the size limit and `onObjectCreated` are for HTTP only. */
  write(
    location: ObjectLocation,
    body: AsyncIterable<Uint8Array>,
    options?: { contentType?: string },
  ): Promise<ObjectInfo>;
  /** Makes a file that was written into the store's folder for incoming ones the content of an object. */
  takeFile(location: ObjectLocation, incomingPath: string, file: TakenFile): Promise<ObjectInfo>;
  /** Copies an object within the store; the copy shares the bytes on disk. Throws S3Error `NoSuchKey`. */
  copy(source: ObjectLocation, target: ObjectLocation): Promise<ObjectInfo>;
  /**
   * Path of the object's data file, or undefined when there is no object.
   *
   * The file never changes and may be hard-linked; overwriting the object unlinks this path.
   */
  filePath(bucket: string, key: string): Promise<string | undefined>;
  /** Removes an object; nothing happens when there is none, or when it has another ETag than the given one. */
  remove(bucket: string, key: string, etag?: string): Promise<void>;
  /** The objects of a bucket behind a key, in the order of their keys: `maxKeys` of them, and the key to go on behind. */
  list(bucket: string, page: { after: string; maxKeys: number }): Promise<ListedObjects>;
  /** The multipart uploads in progress in a bucket. */
  listUploads(bucket: string): Promise<OpenUpload[]>;
  /** Ends a multipart upload and removes its parts; nothing happens when it has ended. */
  abortUpload(upload: ObjectLocation & { readonly uploadId: string }): Promise<void>;
  /** Removes every object whose key begins with `prefix`. */
  removeAll(bucket: string, prefix: string): Promise<void>;
  /**
   * Keys of the objects that arrive by HTTP at this moment, from the first byte of a body until `onObjectCreated` has
   * returned; of a multipart upload, while one of its parts does.
   */
  incomingKeys(bucket: string): string[];
  /** Free bytes of the file system for this process. */
  freeBytes(): Promise<number>;
  /** Aborts the requests in progress and waits until they and the running `onObjectCreated` calls have ended. */
  close(): Promise<void>;
}

/** Long enough for a phone on a bad network, short enough that idle connections do not pile up. */
const STALL_TIMEOUT_SECONDS = 30;

/** A multipart upload without activity for a day is treated as abandoned. */
const IDLE_UPLOAD_MS = 24 * 3_600_000;

/** Interval of the sweep for abandoned uploads and damaged lists of keys. */
const SWEEP_INTERVAL_MS = 3_600_000;

/** Each chunk costs a turn of the event loop; the default of 64 KiB is many chunks per photo. */
const READ_BYTES = 256 * 1024;

/** Opens the folder, removes what a killed process left in it, and returns the store. */
export async function createObjectStore(options: ObjectStoreOptions): Promise<ObjectStore> {
  const now = options.now ?? (() => new Date());
  const onError = options.onError ?? (() => {});
  const folder = await ObjectFolder.open(options.folder, {
    buckets: options.buckets,
    now,
    onDamage: (error) => onError(error, { folder: options.folder }),
  });
  const uploads = await MultipartUploads.open(options.folder, folder, now);
  await uploads.removeIdle(IDLE_UPLOAD_MS);
  const work = new RunningWork();
  const sweepOnce = () => work.add(sweep({ uploads, folder }, options.folder, onError));
  const sweeps = setInterval(sweepOnce, SWEEP_INTERVAL_MS);
  sweeps.unref();
  const incoming = new IncomingObjects();
  const needs: RequestNeeds = {
    incoming,
    folder,
    uploads,
    findDialect,
    findFormDialect,
    findAccessKey: (accessKeyId, sessionToken) =>
      accessKeyId === options.credentials.accessKeyId
        ? options.credentials
        : options.findAccessKey?.(accessKeyId, sessionToken),
    maxObjectBytes: options.maxObjectBytes,
    stallTimeoutSeconds: options.stallTimeoutSeconds ?? STALL_TIMEOUT_SECONDS,
    now,
    mayWrite: options.mayWrite ?? (async () => true),
    announce: (event) => {
      // It is on its way until the listener knows that it is there.
      const arriving = incoming.begin(event);
      work.add(announce(event, options.onObjectCreated, onError).finally(() => arriving[Symbol.dispose]()));
    },
    report: onError,
  };
  const serve = (request: IncomingMessage, response: ServerResponse, expectsContinue: boolean) =>
    work.serve(request, () => handleRequest(needs, { request, response, expectsContinue }));
  return {
    handle: (request, response) => serve(request, response, false),
    createServer: () => createStoreServer(serve),
    presign: (request) => presignUrl(request, options.credentials, now()),
    stat: (bucket, key) => folder.stat(bucket, key),
    read: (bucket, key, range) => readObject(folder, { bucket, key }, range),
    write: (location, body, attributes = {}) => folder.write(location, body, { attributes }),
    takeFile: (location, incomingPath, file) => folder.take(location, incomingPath, file),
    copy: (source, target) => folder.copy(source, target),
    filePath: (bucket, key) => folder.dataPath(bucket, key),
    remove: (bucket, key, etag) => removeObject(folder, { bucket, key }, etag),
    ...contents(folder, uploads),
    removeAll: (bucket, prefix) => removeObjects(folder, bucket, prefix),
    incomingKeys: (bucket) => incoming.keysOf(bucket),
    freeBytes: () => folder.freeBytes(),
    close: async () => {
      clearInterval(sweeps);
      await work.end();
      await folder.close();
    },
  };
}

async function sweep(
  { uploads, folder }: Pick<RequestNeeds, 'uploads' | 'folder'>,
  path: string,
  onError: NonNullable<ObjectStoreOptions['onError']>,
): Promise<void> {
  try {
    await uploads.removeIdle(IDLE_UPLOAD_MS);
    await folder.checkKeys();
  } catch (error) {
    onError(error, { folder: path });
  }
}

/** Calls the listener in a later turn of the event loop, so that the response is sent first. */
async function announce(
  event: ObjectCreatedEvent,
  listener: ObjectStoreOptions['onObjectCreated'],
  onError: NonNullable<ObjectStoreOptions['onError']>,
): Promise<void> {
  await setImmediate();
  try {
    await listener?.(event);
  } catch (error) {
    onError(error, { bucket: event.bucket, key: event.key });
  }
}

/** What a store's owner sees of a bucket as a whole. */
function contents(
  folder: ObjectFolder,
  uploads: MultipartUploads,
): Pick<ObjectStore, 'list' | 'listUploads' | 'abortUpload'> {
  return {
    list: (bucket, page) => listObjects(folder, bucket, { prefix: '', delimiter: '', ...page }),
    listUploads: (bucket) => uploads.list(bucket),
    abortUpload: (upload) => abortUpload(uploads, upload),
  };
}

async function abortUpload(
  uploads: MultipartUploads,
  { uploadId, ...location }: ObjectLocation & { uploadId: string },
): Promise<void> {
  try {
    await uploads.abort(await uploads.find(location, uploadId));
  } catch (error) {
    if (!(error instanceof S3Error) || error.code !== 'NoSuchUpload') throw error;
  }
}

async function removeObject(
  folder: ObjectFolder,
  { bucket, key }: ObjectLocation,
  etag: string | undefined,
): Promise<void> {
  const other = new Error('The object has another ETag.');
  const precondition = ({ etag: current }: { etag?: string } = {}) => {
    if (etag !== undefined && current !== etag) throw other;
  };
  await folder.remove(bucket, key, precondition).catch((error) => {
    if (error !== other) throw error;
  });
}

async function readObject(
  folder: ObjectFolder,
  { bucket, key }: ObjectLocation,
  range: ReadRange = {},
): Promise<Readable> {
  const opened = await folder.open(bucket, key);
  if (opened === undefined) throw new S3Error('NoSuchKey', 'The specified key does not exist.');
  return opened.file.createReadStream({ ...range, highWaterMark: READ_BYTES });
}
