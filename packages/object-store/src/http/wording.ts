import type { ServerResponse } from 'node:http';

import type { BodyCheck } from '../checksums/body-check.ts';
import type { ObjectChecksum } from '../checksums/object-checksum.ts';
import type { ObjectAttributes, ObjectInfo } from '../folder/object-record.ts';
import type { Part, Upload } from '../folder/upload-record.ts';
import type { RequestHeaders } from './request-headers.ts';

/** What the protocols that this store speaks call the same things: all in which one operation differs between them. */
export interface Wording {
  /** Begins the names of the protocol's own headers. */
  readonly headerPrefix: 'x-amz-' | 'x-oss-';
  /** The namespace of documents, where they have one. */
  readonly xmlNamespace?: string;
  readonly storageClass: string;
  /** The type of an object whose sender named none. */
  readonly defaultContentType: string;
  /** The limit for all parts of an upload but the last. */
  readonly minPartBytes: number;
  /** An ETag as headers and documents show it, with its quotes. */
  formatEtag(etag: string): string;
  /** What the headers of a write say of the object. Throws S3Error for what this store does not do. */
  readAttributes(headers: RequestHeaders): Partial<ObjectAttributes>;
  /** Throws S3Error when the headers of a write do not allow to replace what is there. */
  checkReplaces(headers: RequestHeaders, current: ObjectInfo | undefined): void;
  /** The checksum that the headers of a new multipart upload want the object to have. */
  readWantedChecksum(headers: RequestHeaders): Upload['checksum'];
  /** The check of an object that is put together of parts. */
  readAssemblyCheck(upload: Upload, headers: RequestHeaders, parts: readonly Part[]): Promise<BodyCheck>;
  /** The checksum as far as the protocol's documents have a word for it. */
  documentedChecksum(checksum: ObjectChecksum | undefined): ObjectChecksum | undefined;
  /** Sets the headers that say what has been stored. */
  setStoredHeaders(response: ServerResponse, stored: Pick<ObjectInfo, 'etag' | 'checksum'>): void;
  /** Sets the headers that a download has beside those of HTTP. */
  setDownloadHeaders(
    response: ServerResponse,
    info: ObjectInfo,
    /** The checksum of what is sent, where it is known. */
    request: { headers: RequestHeaders; checksum: ObjectChecksum | undefined },
  ): void;
}
