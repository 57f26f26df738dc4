import type { ServerResponse } from 'node:http';

import type { BodyCheck } from '../checksums/body-check.ts';
import type { ObjectChecksum } from '../checksums/object-checksum.ts';
import type { ObjectAttributes, ObjectInfo } from '../folder/object-record.ts';
import type { Part, Upload } from '../folder/upload-record.ts';
import type { RequestHeaders } from './request-headers.ts';

/** The names and formats in which the protocols differ for the same operation. */
export interface Wording {
  /** Prefix of the protocol's own headers. */
  readonly headerPrefix: 'x-amz-' | 'x-oss-';
  /** The XML namespace of documents, if any. */
  readonly xmlNamespace?: string;
  readonly storageClass: string;
  /** The default type of an object. */
  readonly defaultContentType: string;
  /** The limit for all parts of an upload but the last. */
  readonly minPartBytes: number;
  /** An ETag as headers and documents show it, with its quotes. */
  formatEtag(etag: string): string;
  /** The attributes of the object in the headers of a write. Throws S3Error for what this store does not do. */
  readAttributes(headers: RequestHeaders): Partial<ObjectAttributes>;
  /** Throws S3Error when the headers of a write forbid replacing the current object. */
  checkReplaces(headers: RequestHeaders, current: ObjectInfo | undefined): void;
  /** The checksum of the object that the headers of a new multipart upload ask for. */
  readWantedChecksum(headers: RequestHeaders): Upload['checksum'];
  /** The check of an object assembled from parts. */
  readAssemblyCheck(upload: Upload, headers: RequestHeaders, parts: readonly Part[]): Promise<BodyCheck>;
  /** The checksum, if the protocol's documents can express it. */
  documentedChecksum(checksum: ObjectChecksum | undefined): ObjectChecksum | undefined;
  /** Sets the headers that describe the stored object. */
  setStoredHeaders(response: ServerResponse, stored: Pick<ObjectInfo, 'etag' | 'checksum'>): void;
  /** Sets the headers of a download beyond those of HTTP. */
  setDownloadHeaders(
    response: ServerResponse,
    info: ObjectInfo,
    /** The checksum of what is sent, if known. */
    request: { headers: RequestHeaders; checksum: ObjectChecksum | undefined },
  ): void;
}
