import type { Readable } from 'node:stream';

/** What is known of a stored object. */
export interface StoredObject {
  size: number;
  etag: string;
}

/** A presigned PUT is valid for 3 hours. */
export const PRESIGNED_SECONDS = 3 * 3600;

/** For how long something is handed out, and to whom. */
export interface GrantTerms {
  expiresInSeconds: number;
  /** The id of the user token that asked for it: what was handed out ends with that token. */
  holder: string;
}

/** An object as a page of a bucket lists it. */
export interface ListedObject extends StoredObject {
  key: string;
  /** By the clock of the store. */
  storedAt: Date;
}

/** A multipart upload that is neither completed nor aborted. */
export interface OpenUpload {
  key: string;
  uploadId: string;
  startedAt: Date;
}

/** Lets a client upload one object straight into the bucket. */
export interface PresignedUrl {
  url: string;
  expiresAt: Date;
}

/** Lets a client upload any object below one prefix, and nothing else: no reading, listing or removing. */
export interface TemporaryKey {
  accessKeyId: string;
  secretAccessKey: string;
  securityToken: string;
  bucket: string;
  /** What the official OSS clients take for their endpoint. */
  endpoint: string;
  expiresAt: Date;
}

/** How a client can upload to a bucket; each has its own upload mutation. */
export type Cloud = 's3' | 'oss' | 'minio';

/** How a link to an object behaves in a browser. */
export interface LinkOptions {
  expiresInSeconds: number;
  /** Sent as the content type, whatever was stored. */
  contentType?: string;
  /** Makes the browser save the object under this name. */
  downloadAs?: string;
}

/**
 * One bucket of an object store. Keys are made by the server alone. `read` of a missing object throws
 * ObjectMissing; every other error is transient and may be retried.
 */
export interface Bucket {
  readonly name: string;
  /** Which upload mutations serve it. */
  readonly clouds: readonly Cloud[];
  grantUpload(key: string, terms: GrantTerms): Promise<PresignedUrl>;
  /** `prefix` ends with `/`. Costs a call to a foreign service on some stores: see `shareTemporaryKeys`. */
  grantPrefix(prefix: string, terms: GrantTerms): Promise<TemporaryKey>;
  link(key: string, options: LinkOptions): Promise<string>;
  stat(key: string): Promise<StoredObject | undefined>;
  /** Keys of the objects whose bytes are arriving at this moment, as far as the store can tell. */
  incomingKeys(): Promise<readonly string[]>;
  read(key: string): Promise<Readable>;
  write(
    key: string,
    body: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
    contentType: string,
  ): Promise<StoredObject>;
  /** Removing what is not there is no error; with an ETag, only an object that has it is removed. */
  remove(key: string, etag?: string): Promise<void>;
  /** Objects behind a key, in the order of keys; fewer than `limit` at the end of the bucket. */
  list(after: string, limit: number): Promise<ListedObject[]>;
  /** The multipart uploads that are neither completed nor aborted. */
  listUploads(): Promise<OpenUpload[]>;
  /** Ends a multipart upload and removes its parts. */
  abortUpload(upload: OpenUpload): Promise<void>;
  /** Removes every object whose key begins with `prefix`. */
  removeAll(prefix: string): Promise<void>;
  /** Reads the object as a file: the store's own where it is on this disk, else a copy for as long as `use` runs. */
  useFile<Result>(key: string, use: (path: string) => Promise<Result>): Promise<Result>;
  /** Puts the object at `path`: a hard link where the store is on the same disk, else a copy. */
  fetchTo(key: string, path: string, signal: AbortSignal): Promise<void>;
}

/** The object is not in the bucket. */
export class ObjectMissing extends Error {
  constructor(bucket: string, key: string, options?: ErrorOptions) {
    super(`There is no object ${key} in the bucket ${bucket}.`, options);
    this.name = 'ObjectMissing';
  }
}

/** Where clients upload to, and where the server alone keeps what it has verified and made. */
export interface Storage {
  /** Upload buckets by the name that is their value in the bucket enums, nearest first. */
  uploads: ReadonlyMap<string, Bucket>;
  private: Bucket;
  /** Copies an uploaded object into private storage, out of reach of the client that uploaded it. */
  adopt(uploaded: { bucket: string; key: string }, privateKey: string): Promise<StoredObject>;
}
