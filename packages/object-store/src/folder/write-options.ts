import type { BodyCheck } from '../checksums/body-check.ts';
import type { Precondition } from './bucket-folder.ts';
import type { ObjectAttributes, ObjectInfo, ObjectParts } from './object-record.ts';

/**
 * The kind of ETag: the MD5 of the content, as most S3 clients expect of a PUT, or an opaque text that differs for
 * each content.
 */
export type EtagKind = 'md5' | 'opaque';

/** Metadata of a new object, and the conditions for writing it. */
export interface WriteOptions {
  readonly attributes?: Partial<ObjectAttributes>;
  readonly check?: BodyCheck;
  /** Default: `md5`. */
  readonly etag?: EtagKind;
  readonly precondition?: Precondition | undefined;
  /** Awaited when the content is on disk, right before it becomes the object's; throws to refuse it. */
  readonly beforeCommit?: (() => Promise<void>) | undefined;
  /** For an object assembled from parts: its upload and its ETag, which is then not the MD5 of the content. */
  readonly assembly?: {
    readonly uploadId: string;
    readonly etag: string;
    readonly parts: ObjectParts;
  };
}

/** What a copy takes from its source, and its conditions. */
export interface CopyOptions {
  /** Replace those of the source, except for the tags. */
  readonly attributes?: Partial<ObjectAttributes> | undefined;
  /** Replace those of the source; empty for none. */
  readonly tags?: ObjectAttributes['tags'] | undefined;
  /** Throws when the source must not be copied in its current state. */
  readonly checkSource?: (source: ObjectInfo) => void;
  readonly precondition?: Precondition | undefined;
}

/** A file that was written beside the objects, and synced. */
export interface TakenFile {
  readonly sizeBytes: number;
  readonly etag: string;
  readonly contentType?: string | undefined;
}
