import type { Executor, Trx } from '../database/database.ts';
import type { Queue } from '../queue/queue.ts';
import type { StoredObject } from '../storage/bucket.ts';
import type { UploadPlace } from '../storage/upload-key.ts';

/** What everything that clients upload has in common: where it lies in an upload bucket, and how far it is. */
export interface Upload {
  projectId: string;
  filename: string;
  bucket: string;
  state: string;
}

/** A kind of thing that clients upload: what the verbs of this folder ask of it. */
export interface UploadKind<Row extends Upload> {
  /** Where a client puts it, in its upload bucket. */
  keyOf(row: Row): string;
  /** The one that a client puts under this name. */
  find(executor: Executor, projectId: string, filename: string): Promise<Row | undefined>;
  /** Those that are registered at these places and that bytes may serve; the others are left out. */
  findAll(executor: Executor, places: readonly UploadPlace[]): Promise<Row[]>;
  /** States in which bytes are awaited. */
  awaited: readonly Row['state'][];
  /** States in which bytes that come later may bring it back. */
  ended: readonly Row['state'][];
  /** Whether these bytes do so: they are not those that it has ended with. */
  revives(row: Row, stored: StoredObject): boolean;
  /** States in which bytes serve nobody any more. */
  over: readonly Row['state'][];
  /** Notes that the bytes are there and enqueues what follows; undefined where somebody else was first. */
  arrive(needs: { database: Trx; queue: Queue }, row: Row, stored: StoredObject): Promise<Row | undefined>;
}
