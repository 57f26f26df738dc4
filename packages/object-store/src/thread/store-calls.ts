import type { MessagePort } from 'node:worker_threads';

import type { ErrorContext, ObjectStoreOptions } from '../create-object-store.ts';
import type { ObjectLocation } from '../folder/object-folder.ts';
import type { ObjectInfo } from '../folder/object-record.ts';
import type { TakenFile } from '../folder/write-options.ts';
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

/** What the thread of a store does for its owner. */
export interface StoreCalls {
  /** Listens; returns the port. */
  listen(host: string, port: number): Promise<number>;
  stat(location: ObjectLocation): Promise<ObjectInfo | undefined>;
  filePath(location: ObjectLocation): Promise<string | undefined>;
  /** Makes a file in the folder for incoming ones the content of an object. */
  takeFile(location: ObjectLocation, incomingPath: string, file: TakenFile): Promise<ObjectInfo>;
  copy(source: ObjectLocation, target: ObjectLocation): Promise<ObjectInfo>;
  remove(location: ObjectLocation, etag: string | undefined): Promise<void>;
  removeAll(bucket: string, prefix: string): Promise<void>;
  incomingKeys(bucket: string): Promise<string[]>;
  freeBytes(): Promise<number>;
  /** Aborts the requests in progress and waits until what they have begun has ended. */
  close(): Promise<void>;
}

/** What the owner of a store does for its thread. */
export interface OwnerCalls {
  mayWrite(write: ObjectWrite): Promise<boolean>;
  created(event: ObjectCreatedEvent): Promise<void>;
  report(error: WireError, context: ErrorContext): void;
}
