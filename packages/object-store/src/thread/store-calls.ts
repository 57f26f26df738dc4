import type { MessagePort } from 'node:worker_threads';

import type { ErrorContext, ObjectStore, ObjectStoreOptions } from '../create-object-store.ts';
import type { ObjectLocation } from '../folder/object-folder.ts';
import type { ObjectInfo } from '../folder/object-record.ts';
import type { ObjectCreatedEvent, ObjectWrite } from '../http/exchange.ts';
import type { WireError } from './wire-error.ts';

/** What the thread of a store is started with. */
export interface StoreWorkerData {
  readonly port: MessagePort;
  readonly options: Pick<
    ObjectStoreOptions,
    'folder' | 'buckets' | 'credentials' | 'maxObjectBytes' | 'stallTimeoutSeconds'
  >;
  /** Of temporary keys that the store recognizes. */
  readonly masterSecret: string;
  /** One number: by how many milliseconds the owner's clock is ahead of the system's. */
  readonly clock: SharedArrayBuffer;
}

/** What the thread of a store does for its owner; some of it as the store itself does. */
export interface StoreCalls
  extends Pick<
    ObjectStore,
    'takeFile' | 'copy' | 'list' | 'listUploads' | 'abortUpload' | 'removeAll' | 'freeBytes'
  > {
  /** Listens; returns the port. */
  listen(host: string, port: number): Promise<number>;
  stat(location: ObjectLocation): Promise<ObjectInfo | undefined>;
  filePath(location: ObjectLocation): Promise<string | undefined>;
  remove(location: ObjectLocation, etag: string | undefined): Promise<void>;
  incomingKeys(bucket: string): Promise<string[]>;
  /** Aborts the requests in progress and waits until what they have begun has ended. */
  close(): Promise<void>;
}

/** What the owner of a store does for its thread. */
export interface OwnerCalls {
  mayWrite(write: ObjectWrite): Promise<boolean>;
  created(event: ObjectCreatedEvent): Promise<void>;
  report(error: WireError, context: ErrorContext): void;
}
