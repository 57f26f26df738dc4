import type { IncomingMessage, ServerResponse } from 'node:http';

import type { AccessKey } from '../access/access-key.ts';
import type { BodyCheck } from '../checksums/body-check.ts';
import type { MultipartUploads } from '../folder/multipart-uploads.ts';
import type { ObjectFolder } from '../folder/object-folder.ts';
import type { ObjectInfo } from '../folder/object-record.ts';
import type { EtagKind } from '../folder/write-options.ts';
import type { IncomingObjects } from './incoming-objects.ts';
import type { RequestHeaders } from './request-headers.ts';
import type { RequestTarget } from './request-target.ts';
import type { Wording } from './wording.ts';

/** An object's arrival by HTTP. */
export interface ObjectCreatedEvent extends ObjectInfo {
  readonly bucket: string;
}

/** A write by HTTP, before it begins or before it is committed. */
export interface ObjectWrite {
  readonly bucket: string;
  readonly key: string;
  /** Whom the presigned URL or the temporary key was given to; absent for the store's own key. */
  readonly holder?: string;
  /** It is committed if it may be: an answer from a moment ago is not enough. */
  readonly isLast: boolean;
}

/** What every handler needs, whatever the request. */
export interface HandlerNeeds {
  readonly folder: ObjectFolder;
  readonly uploads: MultipartUploads;
  readonly maxObjectBytes: number;
  readonly stallTimeoutSeconds: number;
  /** Whether a write is still wanted. */
  readonly mayWrite: (write: ObjectWrite) => Promise<boolean>;
  /** Where an operation notes the object that it receives. */
  readonly incoming: IncomingObjects;
  /** Called after the response; it neither delays nor fails a request. */
  readonly announce: (event: ObjectCreatedEvent) => void;
}

/** A request whose signature is valid: who sent it, and what it is about. */
export interface AdmittedRequest {
  readonly target: RequestTarget;
  /** Empty for a request about the store as a whole. */
  readonly bucket: string;
  /** Empty for a request about a bucket as a whole. */
  readonly key: string;
  /** Including those in the query of a presigned URL. */
  readonly headers: RequestHeaders;
  /** The key that signed: for handlers whose body or headers name further objects. */
  readonly accessKey: AccessKey;
  /** Reads the headers that describe the body. Throws S3Error, such as `InvalidDigest`, when they are invalid. */
  readonly readBodyForm: (headers: RequestHeaders) => BodyForm;
}

/** A request whose action is allowed, on its way to the handler. */
export interface Exchange extends AdmittedRequest {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** Names and formats of the client's protocol. */
  readonly wording: Wording;
  /** Sends `100 Continue` to a client that waits for it; to be called before the body is read. */
  readonly inviteBody: () => void;
}

/** How a body is framed, and what it must be. */
export interface BodyForm {
  /** The header that states the length of the content. */
  readonly lengthHeader: 'content-length' | 'x-amz-decoded-content-length';
  /** Removes the framing, if any. */
  readonly decode?: (sent: AsyncIterable<Uint8Array>) => AsyncIterable<Uint8Array>;
  readonly check: BodyCheck;
  readonly etag: EtagKind;
}

/** Serves one operation: sends a response, or throws before it has begun to. */
export type Handler = (needs: HandlerNeeds, exchange: Exchange) => Promise<void>;
